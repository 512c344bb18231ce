import { expect, test } from '@playwright/test';
import { ApiClient, OPERATOR } from './support/operator';
import { expectNoSideScroll, PASSWORD, picture } from './support/person';

interface RunAnswer {
  run: { id: string; credits: { quoted: number; charged: number; refunded: number; reason?: string } };
}

test('the operator checks the ledger, finds a run in it and refunds it; the person sees that', async ({
  page,
  baseURL,
}, info) => {
  const person = new ApiClient(baseURL ?? '');
  await person.register(undefined, PASSWORD);
  const { body } = await person.call<RunAnswer>('POST', '/api/process-request', {
    toolId: 'text-generation',
    input: { prompt: `A story for ${info.project.name}.` },
  });
  const { id, credits } = body.run;

  await page.goto('/admin/ledger');
  await page.getByLabel('E-mail address').fill(OPERATOR.email);
  await page.getByLabel('Password', { exact: true }).fill(OPERATOR.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Ledger' })).toBeVisible();
  // The page that sign-in leads to may still be refreshed under the first click, and then it says nothing of it.
  await expect(async () => {
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'every rule holds' })).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  await expectNoSideScroll(page);
  await picture(page, info, 'operator-ledger-checked');

  await page.getByLabel('Id of a transaction or a run').fill(id);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('heading', { name: /^Charge/ })).toBeVisible();
  await page.getByLabel('Reason').fill('Not what was asked for.');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Yes, refund' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'credits are back' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Refund\s*Transaction/ })).toBeVisible();
  await expectNoSideScroll(page);
  await picture(page, info, 'operator-ledger-refunded');

  const receipt = await person.call<RunAnswer>('GET', `/api/runs/${id}`);
  expect(receipt.body.run.credits).toMatchObject({
    charged: 0,
    refunded: credits.quoted,
    reason: 'refunded_by_operator',
  });
  const statement = await person.call<{ items: object[] }>('GET', '/api/credits/ledger');
  expect(statement.body.items[0]).toMatchObject({ kind: 'refund', reason: 'Not what was asked for.' });
});
