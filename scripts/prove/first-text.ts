import { performance } from 'node:perf_hooks';
import { chromium } from '@playwright/test';
import { newEmail, PASSWORD, resultText, runButton } from '../../tests/e2e/support/person';
import { startOpenAiWireServer } from '../../tests/support/openai-wire-server';
import type { Table } from '../report/write-section';
import { ensureBrowser } from '../setup/browser.mjs';
import { CHROMIUM_ARGS } from '../setup/chromium-args.mjs';
import { onBothDatabases, type World } from './worlds';

const ROUNDS = 5;
const TOKENS = 60;
const TOKEN_MS = 50;

const middle = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** In a real browser: how long after the click the first text is read, and how long before the provider's last token. */
async function watchText(world: World): Promise<string[]> {
  const pieces = Array.from({ length: TOKENS }, (_, index) => ` word${index}`);
  const provider = await startOpenAiWireServer({ defaultStep: { do: 'ok', pieces, delayMs: TOKEN_MS } });
  const hub = await world.start({ OPENAI_API_KEY: 'local', OPENAI_BASE_URL: provider.url });
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: CHROMIUM_ARGS });
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const shown: number[] = [];
  const ahead: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.context().clearCookies();
    await page.goto(`${hub.url}/sign-up`);
    await page.getByLabel('E-mail address').fill(newEmail());
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-up'));
    await page.goto(`${hub.url}/tool/text-generation`);
    await page.getByRole('textbox').first().fill(`Round ${round}`);
    const clicked = performance.now();
    await runButton(page).click();
    await resultText(page).getByText('word0').waitFor();
    const read = performance.now();
    const request = await provider.waitFor(
      (asked) => asked.finished && JSON.stringify(asked.body).includes(`Round ${round}`),
      4 * TOKENS * TOKEN_MS,
    );
    shown.push(read - clicked);
    ahead.push((request.lastTokenAt ?? 0) - read);
  }
  await browser.close();
  await hub.stop();
  await provider.close();
  return [
    world.name,
    `${middle(shown).toFixed(0)} ms`,
    `${middle(ahead).toFixed(0)} ms`,
    `${Math.min(...ahead).toFixed(0)} ms`,
  ];
}

/** Text is on the screen while the provider is still sending. */
export async function proveFirstText(): Promise<Table> {
  return {
    head: [
      'database',
      `click to first text in Chromium, provider's first token after ${TOKEN_MS} ms, median of ${ROUNDS}`,
      `first text before the provider's last of ${TOKENS} tokens, median`,
      'least',
    ],
    rows: await onBothDatabases(watchText),
  };
}
