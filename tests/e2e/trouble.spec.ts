import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { asOperator, OPERATOR } from './support/operator';
import { expectNoSideScroll, picture, signUp } from './support/person';

async function expectFine(page: Page): Promise<void> {
  await expectNoSideScroll(page);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
}

async function runOnce(page: Page): Promise<string> {
  const answer = await page.request.post('/api/process-request', {
    data: { toolId: 'text-generation', input: { prompt: 'A letter about the heating.' } },
    headers: { origin: new URL(page.url()).origin, 'idempotency-key': randomUUID() },
  });
  expect(answer.ok()).toBe(true);
  return ((await answer.json()) as { run: { id: string } }).run.id;
}

const reportIt = async (page: Page) => {
  await page.getByText('Report a problem').click();
  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Please choose what went wrong.' })).toBeVisible();
  await page.getByLabel('Not what I asked for').check();
  await page.getByLabel('In your words').fill('It is about a windmill.');
};

test('a problem with a run goes to the operator, and the refund comes back as a notice', async ({
  page,
  baseURL,
}, info) => {
  await signUp(page);
  const id = await runOnce(page);
  await page.goto(`/runs/${id}`);
  await reportIt(page);
  await expectFine(page);
  await picture(page, info, 'problem-form');
  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page.getByText('With the operator', { exact: true })).toBeVisible();

  const operator = await asOperator(baseURL ?? '', OPERATOR);
  const { body } = await operator.call<{ items: { id: string; message: string }[] }>(
    'GET',
    `/api/admin/problems?q=${id}`,
  );
  expect(body.items).toMatchObject([{ message: 'It is about a windmill.' }]);
  const decided = await operator.call('POST', `/api/admin/problems/${body.items[0]?.id}/decide`, {
    decision: 'refund',
    answer: 'You are right, sorry.',
  });
  expect(decided.status).toBe(200);

  await page.goto('/');
  await page.getByRole('link', { name: 'Notices, 1 unread' }).click();
  await expect(page.getByText('Your report was right')).toBeVisible();
  await expectFine(page);
  await picture(page, info, 'notices');
  // Seen for a moment is read; the bell follows without a reload.
  await expect(page.getByRole('link', { name: 'Notices', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'See the receipt' }).click();
  await expect(page.getByText('You are right, sorry.')).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a problem is reported as well', async ({ page, baseURL }) => {
    await signUp(page);
    await page.goto('/');
    const id = await runOnce(page);
    await page.goto(`/runs/${id}`);
    await reportIt(page);
    await page.getByRole('button', { name: 'Send the report' }).click();
    await page.goto(`/runs/${id}`);
    await expect(page.getByText('With the operator', { exact: true })).toBeVisible();
    const operator = await asOperator(baseURL ?? '', OPERATOR);
    const { body } = await operator.call<{ items: { id: string }[] }>('GET', `/api/admin/problems?q=${id}`);
    const words = { decision: 'decline', answer: 'It is about the heating.' };
    await operator.call('POST', `/api/admin/problems/${body.items[0]?.id}/decide`, words);
    await page.goto('/notices');
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await expect(page.getByRole('link', { name: 'Notices', exact: true })).toBeVisible();
    await expect(page.getByText('It is about the heating.')).toBeVisible();
  });
});
