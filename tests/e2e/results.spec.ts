import AxeBuilder from '@axe-core/playwright';
import { parse } from 'csv-parse/sync';
import { expect, test, type Browser, type Page, type TestInfo } from '@playwright/test';
import { asOperator, OPERATOR } from './support/operator';
import { expectNoSideScroll, picture, resultText, runButton, signUp } from './support/person';

const baseOf = (info: TestInfo): string => info.project.use.baseURL ?? '';

/** Somebody new with credits for a long walk. */
async function enter(page: Page, info: TestInfo): Promise<void> {
  const email = await signUp(page);
  const operator = await asOperator(baseOf(info), OPERATOR);
  const given = await operator.call(
    'POST',
    '/api/admin/update-credits',
    { email, amount: 200, reason: 'A walk in the browser' },
    { 'idempotency-key': `walk-${email}` },
  );
  expect(given.status).toBeLessThan(300);
}

async function expectSound(page: Page): Promise<void> {
  await expectNoSideScroll(page);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
}

/** What somebody without an account sees behind a link. */
async function asStranger<Seen>(browser: Browser, url: string, look: (page: Page, status: number) => Promise<Seen>) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const response = await page.goto(url);
  const seen = await look(page, response?.status() ?? 0);
  await context.close();
  return seen;
}

test('a result is found, remarked on, shared, and taken back at once', async ({ page, browser }, info) => {
  const [words, note] = ['Tell me about the violet heron of Lake Zug.', 'for the poster of Ines'];
  await enter(page, info);
  await page.goto('/tool/text-generation');
  await page.getByRole('textbox').first().fill(words);
  await runButton(page).click();
  await expect(page.getByRole('button', { name: 'Regenerate' })).toBeVisible({ timeout: 90_000 });
  const [answer = ''] = (await resultText(page).innerText()).split('\n');

  await test.step('the history finds it by a part of a word, and not by another', async () => {
    await page.goto('/runs?q=olet%20her');
    await expect(page.getByText('violet heron').first()).toBeVisible();
    await expectSound(page);
    await picture(page, info, 'history-found');
    await page.goto('/runs?q=crocodile');
    await expect(page.getByText('violet heron')).toHaveCount(0);
  });

  await page.goto('/runs?q=violet');
  await page
    .getByRole('link', { name: /violet heron/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/);
  await expectSound(page);
  await page.getByRole('button', { name: 'Create a link' }).click();
  const url = await page.getByRole('textbox', { name: 'Link to this result' }).inputValue();
  await picture(page, info, 'run-shared');

  await test.step('a stranger sees the answer and nothing else', async () => {
    await asStranger(browser, url, async (open, status) => {
      expect(status).toBe(200);
      await expect(open.getByText(answer).first()).toBeVisible();
      await expectSound(open);
      await picture(open, info, 'shared-page');
      const source = await open.content();
      for (const hidden of [words, note, '@example.test']) expect(source).not.toContain(hidden);
    });
  });

  await page.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(page.getByRole('button', { name: 'Create a link' })).toBeVisible();
  expect(await asStranger(browser, url, async (_open, status) => status)).toBe(404);
});

test('a batch is pasted, quoted, run and collected', async ({ page }, info) => {
  await enter(page, info);
  await page.goto('/batches/new?tool=summarize');
  await page
    .getByRole('textbox', { name: 'Rows' })
    .fill(['text', 'The tide comes in.', '"The tide, it goes out."', 'Boats wait for it.'].join('\n'));
  await expect(page.getByText('15').filter({ visible: true }).first()).toBeVisible();
  await picture(page, info, 'batch-quoted');
  await page.getByRole('button', { name: 'Run 3 rows' }).click();
  await expect(page).toHaveURL(/\/batches\/[0-9a-f-]{36}/);
  await expect(page.getByRole('link', { name: 'Done · 3' })).toBeVisible({ timeout: 90_000 });
  await expectSound(page);
  await picture(page, info, 'batch-done');
  const href = await page.getByRole('link', { name: 'Download results' }).getAttribute('href');
  const csv = await (await page.request.get(href ?? '')).text();
  const rows: string[][] = parse(csv, { bom: true });
  expect(rows.map(([text, , status]) => [text, status])).toEqual([
    ['text', 'status'],
    ['The tide comes in.', 'succeeded'],
    ['The tide, it goes out.', 'succeeded'],
    ['Boats wait for it.', 'succeeded'],
  ]);
});

test('two models answer side by side for one price', async ({ page }, info) => {
  await enter(page, info);
  await page.goto('/compare?tool=text-generation');
  await page.getByRole('textbox').first().fill('Name three uses for an empty jar.');
  await page.getByRole('button', { name: 'Compare 2 models' }).click();
  await expect(page).toHaveURL(/\/compare\/[0-9a-f-]{36}/);
  await expect(page.getByRole('link', { name: 'Continue with this one' })).toHaveCount(2, { timeout: 90_000 });
  await expectSound(page);
  await picture(page, info, 'compared');
});
