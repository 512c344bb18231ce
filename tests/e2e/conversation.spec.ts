import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { PAPER } from '../support/tool-walk/files';
import { demoWorld, type WalkWorld } from '../support/tool-walk/world';
import { expectNoSideScroll, picture, runButton } from './support/person';

let world: WalkWorld;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  world = await demoWorld();
});
test.afterAll(() => world.close());

async function opened(page: Page): Promise<Page> {
  await world.enter(page);
  return page;
}

/** On a screen that holds the whole page: a button half under a bar would be measured by the half that shows. */
async function expectNoFaults(page: Page): Promise<void> {
  const size = page.viewportSize() ?? { width: 390, height: 844 };
  await page.setViewportSize({ ...size, height: 2_400 });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  await page.setViewportSize(size);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
}

async function say(page: Page, message: string, turns: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Your message' }).fill(message);
  await runButton(page).click();
  await expect(page.getByTestId('result-text')).toHaveCount(turns, { timeout: 90_000 });
  // It stands under the answer before as well, but locked while this one is written.
  await expect(page.getByRole('button', { name: 'Ask for another answer' })).toBeEnabled({ timeout: 90_000 });
}

test('a conversation stands at its address, for a reload and for another device', async ({ browser }, info) => {
  const { viewport, isMobile, hasTouch } = info.project.use;
  const shape = { baseURL: world.hub.url, viewport, isMobile, hasTouch };
  const context = await browser.newContext(shape);
  const page = await opened(await context.newPage());
  await page.goto('/tool/chat');
  await say(page, 'What is 17 * 23?', 1);
  await say(page, 'And twice that?', 2);
  await expect(page).toHaveURL(/\/tool\/chat\?run=[0-9a-f-]{36}$/);
  await expect(page.getByRole('textbox', { name: 'Your message' })).toHaveValue('');
  await expect(runButton(page)).toBeInViewport();
  await picture(page, info, 'conversation');
  await expectNoFaults(page);
  await expectNoSideScroll(page);

  const address = page.url();
  await page.reload();
  await expect(page.getByText('And twice that?')).toBeVisible();
  const other = await browser.newContext({ ...shape, storageState: await context.storageState() });
  const device = await other.newPage();
  await device.goto(address);
  await expect(device.getByText('What is 17 * 23?')).toBeVisible();
  await say(device, 'Thank you.', 3);
  await expect(device).not.toHaveURL(address);
  await other.close();
  await context.close();
});

test('a text is gone on from in a chat', async ({ browser }, info) => {
  const { viewport, isMobile, hasTouch } = info.project.use;
  const context = await browser.newContext({ baseURL: world.hub.url, viewport, isMobile, hasTouch });
  const page = await opened(await context.newPage());
  await page.goto('/tool/explain');
  await page.getByRole('textbox').first().fill('Compound interest is interest on interest.');
  await runButton(page).click();
  await page.getByRole('link', { name: 'Go on with this in a chat' }).click();
  await expect(page.getByText('Compound interest is interest on interest.').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Your message' }).fill('Shorter, please.');
  await runButton(page).click();
  await expect(page.getByTestId('result-text')).toHaveCount(2, { timeout: 90_000 });
  await context.close();
});

test('an upload survives a reload of its form, and can be taken out again', async ({ browser }, info) => {
  const { viewport, isMobile, hasTouch } = info.project.use;
  const context = await browser.newContext({ baseURL: world.hub.url, viewport, isMobile, hasTouch });
  const page = await opened(await context.newPage());
  await page.goto('/tool/ask-document');
  const file = { name: PAPER.name, mimeType: PAPER.mediaType, buffer: PAPER.bytes() };
  // A file that is chosen before the script has come is chosen again.
  await expect(async () => {
    await page.locator('input[type=file]').first().setInputFiles(file, { timeout: 2_000 });
    await expect(page.getByRole('button', { name: `Remove ${PAPER.name}` })).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  await page.getByRole('textbox', { name: 'Your question' }).fill('When may the deposit be kept?');
  await page.reload();
  await expect(page.getByRole('button', { name: `Remove ${PAPER.name}` })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Your question' })).toHaveValue('When may the deposit be kept?');
  await expectNoFaults(page);
  await page.getByRole('button', { name: `Remove ${PAPER.name}` }).click();
  await expect(page.locator('input[type=file]').first()).toBeAttached();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ ...file, name: 'page.html', buffer: Buffer.alloc(0) });
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await context.close();
});

test('the gallery is searched with and without script', async ({ browser }, info) => {
  const { viewport, isMobile, hasTouch } = info.project.use;
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({
      baseURL: world.hub.url,
      viewport,
      isMobile,
      hasTouch,
      javaScriptEnabled,
    });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('searchbox').fill('picture');
    if (!javaScriptEnabled) await page.getByRole('searchbox').press('Enter');
    await expect(page.getByRole('link', { name: 'Edit an image' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Summarize' })).toHaveCount(0);
    await expect(page).toHaveURL(/q=picture/);
    await context.close();
  }
});
