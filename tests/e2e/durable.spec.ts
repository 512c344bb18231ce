import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { countWords, ENDLESS, expectWholeCount, startPacedHub, type PacedHub } from './support/paced-hub';
import { asOperator } from './support/operator';
import { picture, resultText, runButton } from './support/person';

// A loaded machine takes its time; the words come at theirs.
test.setTimeout(300_000);
// Most of it is waiting. Each worker has a hub of its own.
test.describe.configure({ mode: 'parallel' });

let paced: PacedHub;
test.beforeAll(async () => {
  paced = await startPacedHub();
});
test.afterAll(() => paced.close());

const credits = async (page: Page) => {
  const answer = await page.request.get('/api/credits');
  return (await answer.json()) as { available: number; held: number };
};

/** The newest run of whoever looks at the page. */
async function newestRun(page: Page): Promise<{ id: string; status: string; output: { text?: string } }> {
  const answer = await page.request.get('/api/runs?limit=1');
  return ((await answer.json()) as { items: { id: string; status: string; output: { text?: string } }[] }).items[0]!;
}

test('a reload in mid-stream shows what had come at once, and the text goes on without a gap or a repeat', async ({
  browser,
}, info) => {
  const asked = paced.asked();
  const { context, page } = await paced.begin(browser, 700);
  const before = await countWords(resultText(page));
  // As the server makes it, before any script.
  const html = await (await page.request.get('/tool/text-generation')).text();
  const inHtml = /data-testid="result-text".*?<\/div>/s.exec(html)?.[0] ?? '';
  expect(inHtml.match(/w\d+/g)?.length).toBeGreaterThanOrEqual(before);
  await page.reload({ waitUntil: 'commit' });
  await expect(resultText(page)).toBeVisible();
  expect(await countWords(resultText(page))).toBeGreaterThanOrEqual(before);
  await picture(page, info, 'durable-reloaded');
  await page.reload();
  await expectWholeCount(resultText(page), 700);
  await expect(page.getByRole('button', { name: 'Regenerate' })).toBeVisible();
  expect(paced.asked()).toBe(asked + 1);
  expect(await credits(page)).toMatchObject({ available: 0, held: 0 });
  await context.close();
});

test('a second device sees the same text live, and its stop ends the run on both', async ({ browser }, info) => {
  const { context, page } = await paced.begin(browser, ENDLESS);
  const { id } = await newestRun(page);
  const second = await browser.newContext({ baseURL: paced.hub.url, storageState: await context.storageState() });
  const other = await second.newPage();
  await other.goto('/tool/text-generation');
  const first = await countWords(resultText(other));
  expect(first).toBeGreaterThan(10);
  await expect.poll(() => countWords(resultText(other))).toBeGreaterThan(first + 20);
  await other.goto(`/runs/${id}`);
  const there = await countWords(resultText(other));
  await expect.poll(() => countWords(resultText(other))).toBeGreaterThan(there + 20);
  await picture(other, info, 'durable-second-device');
  await other.getByRole('button', { name: 'Stop' }).click();
  await paced.provider.waitFor((request) => request.aborted && request.endedAt! > Date.now() - 5_000, 5_000);
  await expect(other.getByText('You stopped this run.').first()).toBeVisible();
  await expect(page.getByText('You stopped this run.').first()).toBeVisible();
  const kept = (await newestRun(page)).output.text!.trim().split(' ').length;
  expect(await countWords(resultText(page))).toBe(kept);
  await second.close();
  await context.close();
});

test('a second tab starts another run beside the one under way, and can follow either', async ({ browser }, info) => {
  const { context, page } = await paced.begin(browser, ENDLESS);
  const { user } = (await (await page.request.get('/api/me')).json()) as { user: { id: string } };
  const operator = await asOperator(paced.hub.url, paced.hub.operator);
  const gift = { userId: user.id, amount: 10, reason: 'for a second run' };
  const given = await operator.call('POST', '/api/admin/update-credits', gift, { 'idempotency-key': randomUUID() });
  expect(given.status).toBe(200);
  const other = await context.newPage();
  await other.goto('/tool/text-generation');
  const aside = other.getByRole('complementary', { name: 'A run under way' });
  await expect(aside).toContainText('A run of yours is under way.');
  await picture(other, info, 'durable-second-tab');
  const first = await countWords(resultText(other));
  await other.getByRole('textbox').first().fill('Another one, please');
  paced.provider.script({ do: 'ok', pieces: ['Quite ', 'another.'], delayMs: 20 });
  await runButton(other).click();
  await expect(resultText(other)).toHaveText('Quite another.');
  await expect(aside).toContainText('Your other run goes on by itself.');
  await expect(other.getByRole('textbox').first()).toHaveValue('Another one, please');
  await picture(other, info, 'durable-beside');
  await aside.getByRole('button', { name: 'Follow it' }).click();
  await expect.poll(() => countWords(resultText(other))).toBeGreaterThan(first + 20);
  expect(await countWords(resultText(page))).toBeGreaterThan(first);
  expect(await credits(page)).toMatchObject({ available: 5, held: 5 });
  await other.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('You stopped this run.').first()).toBeVisible();
  await context.close();
});

test('a network that goes and comes back loses nothing and says nothing twice', async ({ browser }, info) => {
  const asked = paced.asked();
  const { context, page } = await paced.begin(browser, 500);
  await context.setOffline(true);
  await expect(page.getByText('The connection broke.').first()).toBeAttached();
  const before = await countWords(resultText(page));
  await picture(page, info, 'durable-offline');
  await page.waitForTimeout(2_000);
  expect(await countWords(resultText(page))).toBe(before);
  await context.setOffline(false);
  await expectWholeCount(resultText(page), 500);
  await expect(page.getByText('The connection broke.')).toHaveCount(0);
  expect(paced.asked()).toBe(asked + 1);
  await context.close();
});

test('a server that is killed in mid-stream keeps what had come, gives the credits back and says so', async ({
  browser,
}, info) => {
  // With a database server an instance counts as dead after half a minute without a word.
  test.setTimeout(300_000);
  const { context, page } = await paced.begin(browser, ENDLESS);
  await expect(resultText(page)).toContainText('w60 ');
  await paced.killAndRestart();
  const interrupted = page.getByText('This answer was interrupted.').first();
  const gaveUp = page.getByText(/We cannot reach the server/).first();
  await expect(interrupted.or(gaveUp).first()).toBeVisible({ timeout: 120_000 });
  // On a machine so busy that a restart outlasts the patience of the page, the run still stands at its own address.
  if (await gaveUp.isVisible()) await page.goto(`/runs/${(await newestRun(page)).id}`);
  await expect(interrupted).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText('5 credits').filter({ visible: true }).first()).toBeVisible();
  expect(await countWords(resultText(page))).toBeGreaterThan(10);
  expect(await credits(page)).toMatchObject({ available: 5, held: 0 });
  await picture(page, info, 'durable-killed');
  await page.goto(`/runs/${(await newestRun(page)).id}`);
  await expect(page.getByText('This answer was interrupted.').first()).toBeVisible();
  await context.close();
});
