import { expect, test } from '@playwright/test';
import { picture, signUp } from './support/person';

test.use({ javaScriptEnabled: false });

test('running and claiming work before any script has loaded', async ({ page }, info) => {
  await signUp(page);
  const run = async (prompt: string) => {
    await page.goto('/tool/text-generation');
    await page.getByRole('textbox').first().fill(prompt);
    await page.locator('form:has(textarea) button[type=submit]').last().click();
  };

  await run('Two lines about bread, without any script.');
  await expect(page).toHaveURL(/\/runs\//);
  // Without script, a run under way is looked at again by hand.
  const again = page.getByRole('link', { name: 'Look again' });
  for (let look = 0; look < 30 && (await again.isVisible()); look++) {
    await again.click();
    await page.waitForTimeout(500);
  }
  await expect(page.getByText('Demo engine').first()).toBeVisible();

  await run('Two lines about salt, without any script.');
  await expect(page).toHaveURL(/\/earn\/watch/);
  await page.getByRole('button', { name: 'Start the ad' }).click();
  await picture(page, info, '9-plain-ad');
  // Each press counts the time since the one before.
  for (let press = 0; press < 3; press++) {
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const beat = page.getByRole('button', { name: 'I am still watching' });
    if (await beat.isVisible()) await beat.click();
  }
  await page.getByRole('button', { name: /Claim 5 credits/ }).click();
  // The claim leads back to the form, with the words and the credits for it.
  await expect(page).toHaveURL(/\/tool\/text-generation/);
  await expect(page.getByRole('textbox').first()).toHaveValue('Two lines about salt, without any script.');
  await page.locator('form:has(textarea) button[type=submit]').last().click();
  await expect(page).toHaveURL(/\/runs\//);
});
