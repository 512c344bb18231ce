import { mkdirSync } from 'node:fs';
import { chromium, type Browser } from '@playwright/test';
import { TOOL_CASES } from '../../tests/support/tool-walk/cases';
import { walkTool, type Seen } from '../../tests/support/tool-walk/walk';
import { demoWorld, providerWorld, type WalkWorld } from '../../tests/support/tool-walk/world';
import type { Table } from '../report/write-section';
import { ensureBrowser } from '../setup/browser.mjs';
import { CHROMIUM_ARGS } from '../setup/chromium-args.mjs';

const FOLDER = 'test-results/tools';
const SIZES = [
  { name: 'phone', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  { name: 'desktop', viewport: { width: 1440, height: 900 } },
];

async function walkAll(browser: Browser, world: WalkWorld): Promise<string[][]> {
  const rows: string[][] = [];
  for (const { name: size, ...shape } of SIZES) {
    const context = await browser.newContext({ ...shape, baseURL: world.hub.url, locale: 'en-US' });
    const page = await context.newPage();
    const client = await world.enter(page);
    const picture = async (name: string) => {
      await page.screenshot({ path: `${FOLDER}/${size}-${world.name}-${name}.png` });
    };
    for (const walked of TOOL_CASES) {
      const seen = await walkTool({ page, world, client, picture }, walked).catch((error: unknown): Seen => {
        console.error(error);
        process.exitCode = 1;
        const result = `FAILED: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown'}`;
        return { toolId: walked.toolId, charged: 0, refunded: '', downloads: '', result };
      });
      rows.push([world.name, size, seen.toolId, seen.result, String(seen.charged), seen.downloads, seen.refunded]);
      console.log(rows.at(-1)?.join(' · '));
    }
    await context.close();
  }
  return rows;
}

/** Every tool in Chromium at both sizes, with the demo engine and with providers of the true protocol. */
export async function proveTools(): Promise<Table> {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: CHROMIUM_ARGS });
  const rows: string[][] = [];
  for (const open of [demoWorld, providerWorld]) {
    const world = await open();
    rows.push(...(await walkAll(browser, world)));
    await world.close();
  }
  await browser.close();
  return { head: ['engine', 'screen', 'tool', 'result', 'credits', 'downloads', 'refund'], rows };
}
