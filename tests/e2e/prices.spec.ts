import { expect, test } from '@playwright/test';
import { expectNoSideScroll, picture, runButton, signUp } from './support/person';

const LONG = 'All work and no play. '.repeat(1_900);

test('a long text shows its price before it is run', async ({ page }, info) => {
  await signUp(page);
  await page.goto('/tool/summarize');
  await expect(runButton(page)).toContainText('5 credits');
  await page.getByRole('textbox').first().fill(LONG);
  const price = page.getByRole('group', { name: 'Price and start' });
  await expect(price.getByText('This run, at most')).toBeVisible();
  await expect(price.getByText('13.07', { exact: false }).first()).toBeVisible();
  await picture(page, info, 'long-text');
});

test('the refund rules are published, and the footer leads to them', async ({ page }, info) => {
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Refund rules' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Refund rules' })).toBeVisible();
  await expectNoSideScroll(page);
  await picture(page, info, 'refunds');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('what costs more than the page said comes back with its price, and nothing is charged', async ({ page }) => {
    await signUp(page);
    await page.goto('/tool/summarize');
    await page.getByRole('textbox').first().fill(LONG);
    await page.locator('form:has(textarea) button[type=submit]').last().click();
    await expect(page).toHaveURL(/\/tool\/summarize\?.*error=price_changed/);
    await expect(page.getByText(/costs more than this page had said/)).toBeVisible();
    await expect(page.getByText('13.07', { exact: false }).first()).toBeVisible();
    await page.goto('/runs');
    await expect(page.getByText('Nothing here yet')).toBeVisible();
  });
});
