import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { expectNoSideScroll, signUp } from './support/person';

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
  test.describe(`in ${colorScheme}`, () => {
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
