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
    '/admin/ads',
    '/admin/fraud',
    '/admin/fraud/rules',
    '/admin/campaigns',
    '/admin/campaigns/new',
  ]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expectNoSideScroll(page);
    await picture(page, info, `operator${path.replaceAll('/', '-')}`);
  }

  await test.step('what is wrong in a form stays as it was typed, named by its line and in focus', async () => {
    await page.goto('/admin/ads');
    const sellers = page.getByLabel('Lines of your own');
    await sellers.fill('# ours\n\ngoogle.com');
    await page.locator('#setup').getByRole('button', { name: 'Save' }).click();
    await expect(sellers).toHaveAccessibleDescription(/Line 3: must be like/);
    await expect(sellers).toBeFocused();
    await expect(sellers).toHaveValue('# ours\n\ngoogle.com');
    await page.goto('/admin/fraud/rules');
    await page.getByLabel('Hold back from').fill('1');
    await page.getByRole('button', { name: 'Save rules' }).click();
    await expect(page.getByLabel('Hold back from')).toBeFocused();
    await expect(page.getByLabel('Hold back from')).toHaveAccessibleDescription(/lower than the step before it/);
  });
});
