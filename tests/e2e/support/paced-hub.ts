import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { startHub, type Hub } from '../../support/built-hub';
import { startOpenAiWireServer, type WireServer } from '../../support/openai-wire-server';
import { asOperator } from './operator';
import { runButton, signUp } from './person';

/** Numbered, so that a gap and a repeat both show. */
const NUMBERS = Array.from({ length: 3_000 }, (_, index) => `w${index}`);
const WORD_MS = 30;
/** A minute and a half: for what is not waited for to its end, however slow the machine. */
export const ENDLESS = NUMBERS.length;

export interface PacedHub {
  hub: Hub;
  provider: WireServer;
  /** Ends it as a power cut would and starts it again on the same data and port. */
  killAndRestart(): Promise<void>;
  /** A browser of somebody new, before a text of so many words that has begun to come. */
  begin(browser: Browser, words: number): Promise<{ context: BrowserContext; page: Page }>;
  /** What the provider was asked for. */
  asked(): number;
  close(): Promise<void>;
}

/** An empty database on the server of `url`; the hub migrates it. */
async function createDatabase(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `megicai_e2e_${randomBytes(8).toString('hex')}`;
  const onServer = async (statement: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await onServer(`CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.toString(), drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/** A hub of a spec's own, whose provider says a word every 30 ms. */
export async function startPacedHub(): Promise<PacedHub> {
  const provider = await startOpenAiWireServer();
  const server = process.env.E2E_DATABASE_URL;
  const database = server ? await createDatabase(server) : null;
  const env: Record<string, string> = { OPENAI_API_KEY: 'sk-paced', OPENAI_BASE_URL: provider.url };
  if (database) env.DATABASE_URL = database.url;
  if (process.env.E2E_REDIS_URL)
    Object.assign(env, { REDIS_URL: process.env.E2E_REDIS_URL, REDIS_TIMEOUT_MS: '30000' });
  let hub = await startHub({ env });
  env.PORT = new URL(hub.url).port;
  const operator = await asOperator(hub.url, hub.operator);
  const lifted = await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false } });
  expect(lifted.status).toBe(200);
  return {
    provider,
    get hub() {
      return hub;
    },
    killAndRestart: async () => {
      await hub.stop('SIGKILL');
      hub = await startHub({ env, dataDir: hub.dataDir });
    },
    begin: async (browser, words) => {
      const pieces = NUMBERS.slice(0, words).map((word) => `${word} `);
      provider.script({ do: 'ok', pieces, delayMs: WORD_MS });
      const context = await browser.newContext({ baseURL: hub.url });
      const page = await context.newPage();
      await signUp(page);
      await page.goto('/tool/text-generation');
      await page
        .getByRole('textbox')
        .first()
        .fill(`Count, please, for ${randomBytes(4).toString('hex')}`);
      await runButton(page).click();
      await expect(page.getByTestId('result-text')).toContainText('w15 ', { timeout: 90_000 });
      return { context, page };
    },
    asked: () => provider.requests.filter(({ path }) => path.endsWith('/chat/completions')).length,
    close: async () => {
      await hub.stop();
      await provider.close();
      await database?.drop();
    },
  };
}

/** The words on the page, which must be the first so many, each once. Answers how many. */
export async function countWords(text: Locator): Promise<number> {
  const words = (await text.innerText()).trim().split(/\s+/).filter(Boolean);
  expect(words).toEqual(NUMBERS.slice(0, words.length));
  return words.length;
}

/** Watches a text to its end: it only grows, by the right words. */
export async function expectWholeCount(text: Locator, words: number): Promise<void> {
  let count = 0;
  await expect(async () => {
    const now = await countWords(text);
    expect(now).toBeGreaterThanOrEqual(count);
    count = now;
    expect(now).toBe(words);
  }).toPass({ intervals: [100], timeout: 120_000 });
}
