import path from 'node:path';
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { PGlite } from '@electric-sql/pglite';
import { ApiClient, asOperator } from '../../support/api-client';
import { startHub, type Hub } from '../../support/built-hub';
import { startAdScriptsServer } from '../../support/wire/ad-scripts-server';

/** Accounts at every network whose tags a page may load. */
const ACCOUNTS = {
  GAM_REWARDED_AD_UNIT: '/1234567/rewarded',
  ADSENSE_CLIENT_ID: 'ca-pub-1234567890123456',
  REVCONTENT_WIDGET_ID: '12345',
};
const DISPLAY = { adsenseSlot: '99' };

/** A consent platform: what is set must be https, so the browser is given its script. */
export const CMP = 'https://cmp.example/platform.js';

/** Answers at once as somebody did who has agreed to everything there. */
export const PLATFORM = `window.__tcfapi = (command, version, say) => command === 'addEventListener' && say({
  eventStatus: 'tcloaded', gdprApplies: true, listenerId: 1,
  purpose: { consents: Object.fromEntries([1, 2, 3, 4, 7, 9, 10].map((id) => [id, true])) } }, true);`;

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Paths that were asked for anywhere but on the hub since the last look. */
  asked(): string[];
  /** Follows an address and answers the policy of its page. */
  policy(path: string): Promise<string>;
}

export interface AdHub {
  hub: Hub;
  /** A shared result, as an address on the hub. */
  shared: string;
  set(ads: object): Promise<void>;
  visit(browser: Browser, options?: BrowserContextOptions): Promise<Visitor>;
  makePremium(email: string): Promise<void>;
  close(): Promise<void>;
}

async function visitorOf(browser: Browser, url: string, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: url, ...options });
  const seen: string[] = [];
  context.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.origin !== url && asked.protocol.startsWith('http')) seen.push(asked.pathname);
  });
  const page = await context.newPage();
  return {
    page,
    context,
    asked: () => [...new Set(seen.splice(0))].sort(),
    policy: async (at) => {
      const response = await page.goto(at);
      await page.waitForLoadState('networkidle');
      return response?.headers()['content-security-policy'] ?? '';
    },
  };
}

async function share(url: string): Promise<string> {
  const author = new ApiClient(url);
  await author.register();
  const answer = await author.run({ toolId: 'text-generation', input: { prompt: 'Two lines about bread.' } });
  const { id } = (answer.body as { run: { id: string } }).run;
  let link: string | undefined;
  await expect(async () => {
    const shared = await author.call<{ share?: { url: string } }>('POST', `/api/runs/${id}/share`, {});
    link = shared.body.share?.url;
    expect(link).toBeDefined();
  }).toPass({ timeout: 90_000 });
  return new URL(link ?? '').pathname;
}

/** A hub of a spec's own, embedded, with accounts at ad networks and short ads. */
export async function startAdHub(): Promise<AdHub> {
  const scripts = await startAdScriptsServer();
  const env: Record<string, string> = {
    ...ACCOUNTS,
    ...{ GPT_SCRIPT_URL: scripts.gptUrl, H5_SCRIPT_URL: scripts.h5Url },
    REVCONTENT_SCRIPT_URL: `${scripts.http.url}/delivery.js`,
  };
  let hub = await startHub({ env });
  env.PORT = new URL(hub.url).port;
  const operator = await asOperator(hub.url, hub.operator);
  const patch = async (tree: object) =>
    expect((await operator.call('PATCH', '/api/admin/settings', tree)).status).toBe(200);
  await patch({ ads: { display: DISPLAY, text: { watchSeconds: 2 } }, limits: { enabled: false } });
  return {
    get hub() {
      return hub;
    },
    shared: await share(hub.url),
    set: (ads) => patch({ ads }),
    visit: (browser, options = {}) => visitorOf(browser, hub.url, options),
    makePremium: async (email) => {
      await hub.stop();
      const database = await PGlite.create(path.join(hub.dataDir, 'postgres'));
      await database.query(`UPDATE users SET plan = 'premium' WHERE email = $1`, [email]);
      await database.close();
      hub = await startHub({ env, dataDir: hub.dataDir });
    },
    close: async () => {
      await hub.stop();
      await scripts.close();
    },
  };
}
