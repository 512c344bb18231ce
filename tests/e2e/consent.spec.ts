import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { CMP, PLATFORM, startAdHub, type AdHub, type Visitor } from './support/ad-hub';
import { expectNoSideScroll, picture, signUp } from './support/person';

const ADSENSE = '/adsbygoogle.js';
const REVCONTENT = '/delivery.js';
/** Pages that never load a tag. */
const PLAIN = ['/', '/tool/text-generation', '/earn'];
const QUESTION = 'Whose ads may we show you?';

// Two starts of a hub of its own, beside the others' work.
test.setTimeout(300_000);

let ads: AdHub;
test.beforeAll(async () => {
  ads = await startAdHub();
});
test.afterAll(() => ads.close());

const question = (page: Page) => page.getByRole('region', { name: QUESTION });
const chosen = (page: Page) => page.getByRole('main').getByRole('button', { pressed: true });

/** Goes to pages; answers which of them loaded something of another company, and from whom. */
async function whatLoads({ policy, asked }: Visitor, ...plain: string[]): Promise<Record<string, string[]>> {
  const loaded: Record<string, string[]> = {};
  for (const path of [...plain, '/earn/watch', ads.shared]) {
    const csp = await policy(path);
    expect.soft([path, /unsafe-eval|frame-src https:/.test(csp)]).toEqual([path, sourcesOf(csp).length > 0]);
    const hosts = asked();
    if (hosts.length > 0) loaded[path] = hosts;
  }
  return loaded;
}

/** Where scripts may come from, beside the hub. */
const sourcesOf = (csp: string) => /script-src[^;]*/.exec(csp)?.[0].match(/https?:\S+/g) ?? [];

/** Of the part that is new here; whole pages are looked at by accessible.spec. */
async function expectAccessible(page: Page, part: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
}

test('no tag before an answer, none after “only house ads”, then on ad pages alone', async ({ browser }, info) => {
  const visitor = await ads.visit(browser, { viewport: info.project.use.viewport });
  const { page, asked } = visitor;
  await signUp(page);
  await test.step('before an answer', async () => {
    expect(await whatLoads(visitor, ...PLAIN)).toEqual({});
    await page.goto('/earn');
    await expectAccessible(page, 'section[aria-labelledby="ad-choices-title"]');
    await expectNoSideScroll(page);
    await picture(page, info, 'consent-question');
    // Part of the page: what follows begins below it, and every button can still be pressed.
    const [banner, main] = await Promise.all([question(page).boundingBox(), page.locator('#main').boundingBox()]);
    expect(main!.y).toBeGreaterThanOrEqual(banner!.y + banner!.height - 1);
  });

  await test.step('“only house ads”, by keyboard', async () => {
    const [accept, house] = await Promise.all(
      ['Accept all ads', 'Only house ads'].map((name) => page.getByRole('button', { name }).boundingBox()),
    );
    expect([Math.round(accept!.width), accept!.height, accept!.y]).toEqual([
      Math.round(house!.width),
      house!.height,
      house!.y,
    ]);
    await page.getByRole('button', { name: 'Accept all ads' }).focus();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Only house ads' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(question(page)).toBeHidden();
    await expect(page).toHaveURL(/\/earn$/);
    expect(await whatLoads(visitor)).toEqual({});
  });

  await test.step('chosen again: partner ads', async () => {
    await page.getByRole('contentinfo').getByRole('link', { name: 'Ad choices' }).click();
    await expect(chosen(page)).toHaveText('Only house ads');
    await expect(question(page)).toHaveCount(0);
    await expectAccessible(page, 'main');
    await picture(page, info, 'ad-choices');
    await page.getByRole('button', { name: 'Accept all ads' }).click();
    await expect(chosen(page)).toHaveText('Accept all ads');
    const loaded = await whatLoads(visitor, '/');
    expect(Object.keys(loaded).filter((path) => PLAIN.includes(path))).toEqual([]);
    expect(loaded[ads.shared]).toEqual([ADSENSE, REVCONTENT]);
  });

  await test.step('a tag does not outlive its page', async () => {
    expect(await page.evaluate(() => window.adDocument?.state)).toBe('tags');
    await page.getByRole('complementary', { name: 'Advertisement' }).scrollIntoViewIfNeeded();
    await picture(page, info, 'display-units');
    asked();
    await page.getByRole('banner').getByRole('link').first().click();
    await expect(page).toHaveURL(/\/$/);
    await expect.poll(() => page.evaluate(() => window.adDocument?.state ?? 'strict')).toBe('strict');
    expect(asked()).toEqual([]);
  });

  await test.step('too young for it', async () => {
    await page.goto('/ad-choices');
    await page.getByRole('button', { name: 'I am under 16' }).click();
    await expect(page.getByText('because you are under 16', { exact: false }).first()).toBeVisible();
    expect(await whatLoads(visitor)).toEqual({});
  });
  await visitor.context.close();
});

test('without script the question is a form that leads back', async ({ browser }) => {
  const { page, context, asked } = await ads.visit(browser, { javaScriptEnabled: false });
  await page.goto(ads.shared);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Only house ads' }).click();
  const response = await answered;
  expect([response.status(), response.headers().location]).toEqual([303, ads.shared]);
  await expect(question(page)).toHaveCount(0);
  expect((await context.cookies()).find(({ name }) => name === 'ad-consent')).toMatchObject({
    ...{ value: '1.denied.adult', sameSite: 'Lax', httpOnly: false },
  });
  expect(asked()).toEqual([]);
  await context.close();
});

test('a consent platform asks in place of the hub, and its answer decides', async ({ browser }) => {
  await ads.set({ consent: { cmpScriptUrl: CMP } });
  const { page, context, asked, policy } = await ads.visit(browser);
  await context.route(CMP, (route) => route.fulfill({ contentType: 'text/javascript', body: PLATFORM }));
  await policy('/');
  expect(asked()).toEqual([]);
  await page.goto(ads.shared);
  // Its answer is kept, the page is loaded anew with it, and only then come the tags.
  const seen = new Set<string>();
  await expect
    .poll(() => asked().forEach((path) => seen.add(path)) ?? [...seen].sort())
    .toEqual([...[ADSENSE, REVCONTENT, new URL(CMP).pathname]]);
  expect((await context.cookies()).find(({ name }) => name === 'ad-consent')?.value).toBe('1.granted.adult');
  await ads.set({ consent: { cmpScriptUrl: '' } });
  await context.close();
});

test('sellers are listed; premium is asked nothing and loads nothing', async ({ browser, request }) => {
  const file = await request.get(`${ads.hub.url}/ads.txt`);
  expect([file.status(), file.headers()['content-type'], file.headers()['set-cookie']]).toEqual([
    ...[200, 'text/plain; charset=utf-8', undefined],
  ]);
  expect(await file.text()).toBe('google.com, pub-1234567890123456, DIRECT, f08c47fec0942fa0\n');
  expect((await request.get(`${ads.hub.url}/app-ads.txt`)).status()).toBe(404);

  const visitor = await ads.visit(browser);
  const email = await signUp(visitor.page);
  await ads.makePremium(email);
  await visitor.context.addCookies([{ name: 'ad-consent', value: '1.granted.adult', url: ads.hub.url }]);
  const loaded: string[] = [];
  for (const path of ['/', '/earn/watch', ads.shared]) {
    await visitor.policy(path);
    loaded.push(...visitor.asked());
    await expect(question(visitor.page)).toHaveCount(0);
    await expect(visitor.page.getByRole('complementary', { name: 'Advertisement' })).toHaveCount(0);
  }
  expect(loaded).toEqual([]);
  await visitor.context.close();
});
