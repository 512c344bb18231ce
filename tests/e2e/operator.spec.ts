import { expect, test } from '@playwright/test';
import { OPERATOR } from './support/operator';
import { expectNoSideScroll, picture } from './support/person';

test('the operator signs in and reaches settings and credits; nobody else does', async ({ page }, info) => {
  await page.goto('/admin');
  await expect(page).toHaveURL(/sign-in/);
  await page.getByLabel('E-mail address').fill(OPERATOR.email);
  await page.getByLabel('Password', { exact: true }).fill(OPERATOR.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  for (const path of [
    '/admin',
    '/admin/settings',
    '/admin/margins',
    '/admin/credits',
    '/admin/ledger',
    '/admin/support',
    '/admin/safety',
    '/admin/cache',
  ]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expectNoSideScroll(page);
    await picture(page, info, `operator${path.replaceAll('/', '-')}`);
  }
});
