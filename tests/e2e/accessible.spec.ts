import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectNoSideScroll, picture, signUp } from './support/person';

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(found).toEqual([]);
}

const TOOLS = ['text-generation', 'chat', 'image-edit', 'translate', 'video-generation'].map((id) => `/tool/${id}`);
const OPEN = ['/', ...TOOLS, '/refunds', '/sign-in', '/sign-up'];
const WORK = ['/runs', '/batches', '/batches/new?tool=summarize', '/compare?tool=text-generation', '/notices'];
const SIGNED_IN = [...WORK, '/credits', '/earn', '/earn/watch?kind=text', '/account'];

for (const colorScheme of ['light', 'dark'] as const) {
  // Each page is looked at in both sizes and in both themes, not in all four pairs: see the projects of the configuration.
  test.describe(`in ${colorScheme}`, { tag: `@${colorScheme}` }, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' } as object);

    for (const path of OPEN) {
      test(`${path} has no accessibility faults and no sideways scroll`, async ({ page }) => {
        await page.goto(path);
        await expectAccessible(page);
        await expectNoSideScroll(page);
      });
    }

    test('signed-in pages have no accessibility faults and no sideways scroll', async ({ page }) => {
      await signUp(page);
      for (const path of SIGNED_IN) {
        await test.step(path, async () => {
          await page.goto(path);
          await expectAccessible(page);
          await expectNoSideScroll(page);
        });
      }
    });
  });
}

/** Goes by this key until that has the focus, and presses it. */
async function pressByKeyboard(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  // A button that waits for the server has its place already, and takes no press.
  await expect(target).toBeEnabled();
  for (let step = 0; step < 40; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
  await page.keyboard.press('Enter');
}

/** Counts what the live region of the player says from now on. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const region = [...document.querySelectorAll('section [role=status].sr-only')].at(-1);
    if (!region) throw new Error('nothing would be said');
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
      ...{ subtree: true, childList: true, characterData: true },
    });
  });

test.describe('with reduced motion', () => {
  test.use({ reducedMotion: 'reduce' } as object);

  test('an ad is watched, its question answered and watched on by keyboard alone @light', async ({ page }, info) => {
    test.slow();
    await signUp(page);
    await page.goto('/earn/watch?kind=video');
    const player = page.getByRole('region', { name: 'Ad', exact: true });
    await expect(player).toBeFocused();
    await listen(page);
    await pressByKeyboard(page, player.getByRole('button', { name: 'Start watching' }));
    const pause = player.getByRole('button', { name: 'Pause' });
    await expect(pause).toBeFocused();
    await page.keyboard.press('Enter');
    const goOn = player.getByRole('button', { name: 'Go on' });
    await expect(goOn).toBeFocused();
    await expectAccessible(page);
    await expectNoSideScroll(page);
    const question = player.getByRole('group', { name: /Any answer counts/ });
    await pressByKeyboard(page, question.getByRole('button').nth(1));
    await expect(question.getByRole('status')).toContainText('Thank you. +1 credit');
    await picture(page, info, '10-question');
    await pressByKeyboard(page, goOn, 'Shift+Tab');
    await expect(player.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow', '0');
    const moving = () =>
      document.getAnimations().flatMap(({ playState, effect }) => {
        const lasts = Number(effect?.getComputedTiming().endTime ?? 0);
        // What is over before anybody could see it does not move.
        return playState === 'running' && lasts > 20
          ? [`${lasts} ms: ${(effect as KeyframeEffect).target?.className}`]
          : [];
      });
    expect(await page.evaluate(moving)).toEqual([]);

    await expect(page.getByRole('heading', { name: /ready to use/ })).toBeVisible({ timeout: 90_000 });
    await expect(page.getByText('+16 credits')).toBeAttached();
    // What a screen reader heard: the start, the question, the pause, the claim; never the seconds.
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
    expect(said.length).toBeLessThan(9);
    await picture(page, info, '11-bonus');
    await pressByKeyboard(page, page.getByRole('button', { name: 'Watch 2 seconds more for +3' }));
    await expect(page.getByText('Bonus', { exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: /ready to use/ })).toBeVisible({ timeout: 90_000 });

    await page.goto('/earn');
    const past = page.getByRole('region', { name: 'Your last ads' });
    await expect(past.getByRole('listitem')).toHaveText([/Video ad, watched on.*Paid/, /Video ad.*Paid/]);
    await expectNoSideScroll(page);
    await picture(page, info, '12-earn');
  });
});
