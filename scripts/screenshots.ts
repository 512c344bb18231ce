// `npm run screenshots`: the README's pictures, taken from the built hub with its demo engine.
import { mkdirSync } from 'node:fs';
import { chromium, devices, type Browser, type Page } from '@playwright/test';
import sharp from 'sharp';
import { asOperator } from '../tests/support/api-client';
import { startHub, type Hub } from '../tests/support/built-hub';
import { ensureBrowser } from './setup/browser.mjs';
import { CHROMIUM_ARGS } from './setup/chromium-args.mjs';

const FOLDER = 'public/readme';

async function open(browser: Browser, hub: Hub, phone: boolean): Promise<Page> {
  const shape = phone ? devices['iPhone 13'] : { viewport: { width: 1360, height: 860 }, deviceScaleFactor: 1.5 };
  const context = await browser.newContext({ ...shape, baseURL: hub.url, locale: 'en-US', reducedMotion: 'reduce' });
  return context.newPage();
}

async function signUp(page: Page, email: string): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('a few words in a row');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL((url) => !url.pathname.includes('sign-up'));
}

/** What the README shows. */
const SHOWN = ['desktop-home', 'desktop-earn', 'desktop-result', 'desktop-ad', 'phone-result'];

/** WebP: less than half the bytes of a PNG, and as sharp. */
async function take(page: Page, name: string): Promise<void> {
  if (!SHOWN.includes(name)) return;
  const picture = await page.screenshot();
  await sharp(picture).webp({ quality: 82 }).toFile(`${FOLDER}/${name}.webp`);
}

async function walk(page: Page, device: string): Promise<void> {
  const button = page.getByRole('group', { name: 'Price and start' }).getByRole('button');
  await page.goto('/');
  await take(page, `${device}-home`);
  await signUp(page, `${device}@example.test`);
  await page.goto('/earn');
  await take(page, `${device}-earn`);
  await page.goto('/tool/summarize');
  await page.getByRole('button', { name: 'A bit of science' }).click();
  await button.click();
  await page.getByRole('button', { name: 'Regenerate' }).waitFor();
  if (device === 'desktop') await page.evaluate(() => scrollTo(0, 0));
  await take(page, `${device}-result`);
  await page.getByRole('button', { name: 'Minutes of a meeting' }).click();
  await button.click();
  await page.getByRole('region', { name: 'Ad', exact: true }).waitFor();
  await page.waitForTimeout(2_000);
  await take(page, `${device}-ad`);
}

mkdirSync(FOLDER, { recursive: true });
const hub = await startHub();
const operator = await asOperator(hub.url, hub.operator);
await operator.call('PATCH', '/api/admin/settings', { ads: { text: { watchSeconds: 60 } } });
const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: CHROMIUM_ARGS,
});
await walk(await open(browser, hub, false), 'desktop');
await walk(await open(browser, hub, true), 'phone');
await browser.close();
await hub.stop();
console.log(`Pictures are in ${FOLDER}/.`);
