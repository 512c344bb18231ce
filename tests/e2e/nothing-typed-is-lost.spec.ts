import { expect, test } from '@playwright/test';
import { fillSignUp, runButton, signUp } from './support/person';

const TYPED = 'A prompt that took a long time to type, and must not be lost.';

test('what a guest typed is there after registering', async ({ page }) => {
  await page.goto('/tool/text-generation');
  await page.getByRole('textbox').first().fill(TYPED);
  await runButton(page).click();
  await expect(page).toHaveURL(/sign-(in|up)/);
  await page.goto(page.url().replace('/sign-in', '/sign-up'));
  await fillSignUp(page);
  await expect(page).toHaveURL(/tool\/text-generation/);
  await expect(page.getByRole('textbox').first()).toHaveValue(TYPED);
});

test('a reload keeps what was typed', async ({ page }) => {
  await signUp(page);
  await page.goto('/tool/text-generation');
  await page.getByRole('textbox').first().fill(TYPED);
  await expect(runButton(page)).toContainText('Run');
  // Kept as soon as the script is there, be it before or after the words.
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).join())).toContain('draft:text-generation');
  await page.reload();
  await expect(page.getByRole('textbox').first()).toHaveValue(TYPED);
});

test('a guest is sent to sign-in from a signed-in page, and back', async ({ page }) => {
  await page.goto('/runs');
  await expect(page).toHaveURL(/sign-in/);
});
