import { randomUUID } from 'node:crypto';
import { expect, type Page, type TestInfo } from '@playwright/test';

export const PASSWORD = 'a few words in a row';

export const newEmail = () => `${randomUUID()}@example.test`;

/** Fills in the sign-up form that is on screen. */
export async function fillSignUp(page: Page, email = newEmail()): Promise<string> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  return email;
}

/** A new person, signed in by hand, at home. */
export async function signUp(page: Page): Promise<string> {
  await page.goto('/sign-up');
  const email = await fillSignUp(page);
  await expect(page).not.toHaveURL(/sign-up/);
  return email;
}

/** Kept under test-results/ for people to look at. Chromium cannot always paint in time on a busy machine: it is asked twice. */
export async function picture(page: Page, info: TestInfo, name: string): Promise<void> {
  const path = `test-results/screens/${info.project.name}-${name}.png`;
  await page.screenshot({ path }).catch(async () => {
    await page.waitForTimeout(1_000);
    await page.screenshot({ path });
  });
}

/**
 * The button that starts a run, whatever it says at the moment; there once the script is, which takes over the checks of the
 * form. A press before that goes the way without script: without-script.spec.ts.
 */
export const runButton = (page: Page) =>
  page.locator('form[novalidate]').getByRole('group', { name: 'Price and start' }).getByRole('button');

export const resultText = (page: Page) => page.getByTestId('result-text');

/** No page may be wider than its screen. */
export async function expectNoSideScroll(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  // Against the screen itself: a phone's browser lets its own idea of the page's width grow with what is too wide.
  expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}
