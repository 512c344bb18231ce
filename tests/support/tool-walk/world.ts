import type { Page } from '@playwright/test';
import { ApiClient, asOperator } from '../api-client';
import { startHub, type Hub } from '../built-hub';
import { startOpenAiWireServer, type WireServer } from '../openai-wire-server';
import { OPENROUTER_KEY, startOpenRouterServer, type OpenRouterServer } from '../wire/openrouter-wire-server';

/** A hub whose tools are walked through. */
export interface WalkWorld {
  name: 'demo' | 'providers';
  hub: Hub;
  /** Text, pictures, sound; absent with the demo engine. */
  openai: WireServer | null;
  /** Films. */
  openrouter: OpenRouterServer | null;
  /** A new person with credits for everything, signed in on the page's browser. */
  enter(page: Page): Promise<ApiClient>;
  close(): Promise<void>;
}

const CREDITS = 20_000;

/** The person's cookies, as the browser keeps them. */
function cookiesOf(client: ApiClient) {
  return client
    .cookieHeader()
    .split('; ')
    .map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: client.url };
    });
}

async function openWorld(
  name: WalkWorld['name'],
  env: Record<string, string>,
  servers: Pick<WalkWorld, 'openai' | 'openrouter'>,
): Promise<WalkWorld> {
  const hub = await startHub({ env });
  const operator = await asOperator(hub.url, hub.operator);
  await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false } });
  return {
    ...{ name, hub },
    ...servers,
    enter: async (page) => {
      const client = new ApiClient(hub.url);
      const { id } = await client.register();
      const given = await operator.call(
        'POST',
        '/api/admin/update-credits',
        { userId: id, amount: CREDITS, reason: 'A walk through the tools' },
        { 'idempotency-key': `walk-${id}` },
      );
      if (given.status !== 200 && given.status !== 201) throw new Error(`no credits: ${given.status}`);
      await page.context().addCookies(cookiesOf(client));
      return client;
    },
    close: async () => {
      await hub.stop();
      await servers.openai?.close();
      await servers.openrouter?.close();
    },
  };
}

/** With nothing configured: the demo engine answers, or says that it cannot. */
export const demoWorld = (env: Record<string, string> = {}): Promise<WalkWorld> =>
  openWorld('demo', env, { openai: null, openrouter: null });

/** With providers of the true protocol for every kind. */
export async function providerWorld(env: Record<string, string> = {}): Promise<WalkWorld> {
  const openai = await startOpenAiWireServer({ files: 'real' });
  const openrouter = await startOpenRouterServer('real');
  const access = {
    OPENAI_API_KEY: 'sk-walk',
    OPENAI_BASE_URL: openai.url,
    OPENROUTER_API_KEY: OPENROUTER_KEY,
    OPENROUTER_BASE_URL: openrouter.url,
  };
  return openWorld('providers', { ...access, ...env }, { openai, openrouter });
}
