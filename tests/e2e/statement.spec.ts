import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { asOperator, OPERATOR } from './support/operator';
import { expectNoSideScroll, picture, signUp } from './support/person';

interface Row {
  what: string;
  amount: string;
  link: string;
  details: string | null;
}

async function post(page: Page, path: string, data: object): Promise<Record<string, { id: string }>> {
  const origin = new URL(page.url()).origin;
  const headers = { origin, 'idempotency-key': randomUUID() };
  const answer = await page.request.post(path, { data, headers });
  expect(answer.ok(), path).toBe(true);
  return (await answer.json()) as Record<string, { id: string }>;
}

/** Credits that an operator gave and took, runs that were paid, refunded and deleted. */
async function liveALittle(page: Page, url: string): Promise<void> {
  const email = await signUp(page);
  const operator = await asOperator(url, OPERATOR);
  const asked = (path: string, body: object) =>
    operator
      .call('POST', path, body, { 'idempotency-key': randomUUID() })
      .then(({ status }) => expect(status).toBe(200));
  await asked('/api/admin/update-credits', { email, amount: 20, reason: 'For your patience.' });
  const run = (prompt: string) =>
    post(page, '/api/process-request', { toolId: 'text-generation', input: { prompt } }).then(
      ({ run }) => run?.id ?? '',
    );
  const refunded = await run('A lighthouse keeper who collects rain.');
  const deleted = await run('A bridge that remembers everyone.');
  await run('A clock that is never late.');
  await asked(`/api/admin/runs/${refunded}/refund`, { reason: 'It was about a windmill.' });
  await asked('/api/admin/update-credits', { email, amount: -1, reason: '=1+1 too many' });
  const gone = await page.request.delete(`/api/runs/${deleted}`, { headers: { origin: new URL(page.url()).origin } });
  expect(gone.ok()).toBe(true);
}

const rowsOf = (page: Page) => page.locator('section[aria-labelledby^="day-"] li');

async function readRows(page: Page): Promise<Row[]> {
  const rows = rowsOf(page);
  return Promise.all(
    (await rows.all()).map(async (row) => {
      const links = row.getByRole('link');
      return {
        what: await links.first().innerText(),
        amount: /^[+−][\d.,]+/m.exec(await row.innerText())?.[0] ?? '',
        link: (await links.first().getAttribute('href')) ?? '',
        details: (await links.count()) > 1 ? await links.nth(1).getAttribute('href') : null,
      };
    }),
  );
}

test('every row of a statement is explained by its link, and the whole can be taken home', async ({
  page,
  baseURL,
}, info) => {
  await liveALittle(page, baseURL ?? '');
  await page.goto('/credits');
  await expectNoSideScroll(page);
  await picture(page, info, 'statement');
  const rows = await readRows(page);
  expect(rows.map((row) => row.what)).toEqual([
    'Corrected by the operator',
    'A run was refunded',
    ...['Paid for a run', 'Paid for a run', 'Paid for a run'],
    'Corrected by the operator',
    'Welcome bonus',
  ]);

  for (const [index, row] of rows.entries()) {
    await test.step(`${row.what} ${row.amount}`, async () => {
      expect(row.link).toMatch(/^\/(runs|credits\/movements)\//);
      if (row.details) {
        await page.goto(row.link);
        await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
      }
      await page.goto(row.details ?? row.link);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(row.what);
      await expect(page.getByRole('region', { name: 'Balance' })).toContainText(row.amount);
      await expect(page.getByRole('region', { name: 'Why' }).getByRole('paragraph').first()).not.toBeEmpty();
      await expectNoSideScroll(page);
      if (index === 1) await picture(page, info, 'movement');
    });
  }

  await test.step('a deleted run still explains itself', async () => {
    const deleted = rows.find((row) => row.what === 'Paid for a run' && row.details === null);
    await page.goto(deleted?.link ?? '');
    await expect(page.getByText('You deleted this run')).toBeVisible();
    await expect(page.getByText('The whole story of this run')).toBeVisible();
    await expect(page.getByRole('link', { name: 'A run was charged' })).toBeVisible();
  });

  await test.step('what is looked for stands in the address', async () => {
    await page.goto('/credits');
    await page.getByRole('link', { name: 'Returned' }).click();
    await expect(page).toHaveURL(/kind=returned/);
    await expect(rowsOf(page)).toHaveCount(1);
    await page.getByLabel('Month').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page).toHaveURL(/kind=returned&month=\d{4}-\d\d/);
    await expect(rowsOf(page)).toHaveCount(1);
  });

  await test.step('the file has the same lines', async () => {
    await page.goto('/credits');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^credits-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile(await file.path(), 'utf8');
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('\uFEFFtime,what,amount,balance after,source,reference type,reference id,link,reason');
    expect(lines.slice(1, -1)).toHaveLength(rows.length);
    expect(lines[1]).toContain(',-1.000000,14.000000,');
    expect(lines[1]).toContain("'=1+1 too many");
    expect(lines[1]).toContain(`${baseURL}/credits/movements/`);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' } as object);

    test('the page of a movement has no accessibility faults, and is nobody else’s', async ({
      page,
      browser,
      baseURL,
    }) => {
      await signUp(page);
      await page.goto('/credits');
      await page.getByRole('link', { name: 'Welcome bonus' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Welcome bonus' })).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
      const stranger = await (await browser.newContext({ baseURL })).newPage();
      await signUp(stranger);
      expect((await stranger.goto(page.url()))?.status()).toBe(404);
      await stranger.context().close();
    });
  });
}
