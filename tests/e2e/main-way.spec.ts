import { expect, test } from '@playwright/test';
import { expectNoSideScroll, picture, resultText, runButton, signUp } from './support/person';

const FIRST = 'Write three sentences about a lighthouse keeper who collects rain.';
const SECOND = 'Explain to a child why the moon follows the car at night.';

test('from registration through a watched ad to a streamed result, the history and the statement', async ({
  page,
}, info) => {
  await signUp(page);
  await page.goto('/');
  await expectNoSideScroll(page);
  await picture(page, info, '1-gallery');

  await test.step('the welcome credits pay for the first run', async () => {
    await page.goto('/tool/text-generation');
    await page.getByRole('textbox').first().fill(FIRST);
    await expect(runButton(page)).toContainText('Run · 5 credits');
    await picture(page, info, '2-tool');
    await runButton(page).click();
    await expect(page.getByRole('button', { name: 'Regenerate' })).toBeVisible({ timeout: 90_000 });
    await expect(resultText(page)).not.toBeEmpty();
    await expect(page.getByText('Demo engine').filter({ visible: true }).first()).toBeVisible();
    await expectNoSideScroll(page);
    await picture(page, info, '3-result');
  });

  await test.step('without credits the button offers an ad, and the run goes on by itself after it', async () => {
    await page.getByRole('textbox').first().fill(SECOND);
    await expect(runButton(page)).toContainText('Watch a 2-second ad, get 5 credits, then run');
    await runButton(page).click();
    await expect(page.getByRole('region', { name: 'Ad', exact: true })).toBeVisible();
    await picture(page, info, '4-ad');
    await expect(page.getByRole('textbox').first()).toHaveValue(SECOND);
    await expect(page.getByRole('button', { name: 'Regenerate' })).toBeVisible({ timeout: 90_000 });
    await expect(resultText(page)).not.toBeEmpty();
    await picture(page, info, '5-second-result');
  });

  await test.step('the same again comes from the cache for nothing', async () => {
    await expect(runButton(page)).toContainText('Run · free repeat');
    await runButton(page).click();
    await expect(page.getByText('From your earlier run · free')).toBeVisible();
  });

  await test.step('the history lists the runs', async () => {
    await page.goto('/runs');
    await expect(page.getByText('lighthouse keeper').first()).toBeVisible();
    await expect(page.getByText('why the moon follows').first()).toBeVisible();
    await expectNoSideScroll(page);
    await picture(page, info, '6-history');
  });

  await test.step('the statement tells every movement', async () => {
    await page.goto('/credits');
    await expect(page.getByText('Welcome bonus').first()).toBeVisible();
    await expect(page.getByText('Earned with an ad').first()).toBeVisible();
    await expectNoSideScroll(page);
    await picture(page, info, '7-credits');
  });
});

test('an image is drawn and can be downloaded', async ({ page }, info) => {
  await signUp(page);
  await page.goto('/tool/image-generation');
  await page.getByRole('textbox').first().fill('A red kite over a green hill');
  await expect(runButton(page)).toContainText('Watch');
  await runButton(page).click();
  const image = page.getByRole('img', { name: /Picture made from/ });
  await expect(image.first()).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText('Download').first()).toBeVisible();
  await picture(page, info, '8-image');
});
