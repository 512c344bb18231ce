import { expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { startHub, type Hub } from '../support/built-hub';
import {
  startAdScriptsServer,
  type AdPlan,
  type AdScriptsServer,
  type ScriptMode,
} from '../support/wire/ad-scripts-server';
import { ApiClient, asOperator } from './support/operator';
import { expectNoSideScroll, picture, runButton } from './support/person';

// Pages wait side by side, two of them eight seconds for a script that says nothing.
test.setTimeout(300_000);

let scripts: AdScriptsServer;
let hub: Hub;
let operator: ApiClient;

/** Which networks are on; sessions are one view of a second, and nobody meets a cap. */
async function switchTo(on: { gpt: boolean; h5: boolean }): Promise<void> {
  const much = 100_000;
  const network = (enabled: boolean) => ({ enabled, dailyCap: much, viewsPerDay: 1_000 });
  const caps = { dailyCap: much, deviceDailyCap: much, addressDailyCap: much, cooldownSeconds: 0 };
  const { status } = await operator.call('PATCH', '/api/admin/settings', {
    ads: { text: { watchSeconds: 1 }, ...caps, bonuses: [], networks: { gpt: network(on.gpt), h5: network(on.h5) } },
    limits: { enabled: false },
    risk: { enabled: false },
  });
  expect(status).toBe(200);
}

test.beforeAll(async () => {
  scripts = await startAdScriptsServer();
  hub = await startHub({
    env: {
      ...{ GAM_REWARDED_AD_UNIT: '/1234/reward', GPT_SCRIPT_URL: scripts.gptUrl },
      ...{ ADSENSE_CLIENT_ID: 'ca-pub-1234567890123456', H5_SCRIPT_URL: scripts.h5Url },
    },
  });
  operator = await asOperator(hub.url, hub.operator);
});
test.afterAll(async () => {
  await hub?.stop();
  await scripts?.close();
});

interface Visitor {
  page: Page;
  api: ApiClient;
  earned(): Promise<number>;
  leave(): Promise<void>;
}

/** Somebody new, who has said yes to ads of other companies or was not asked yet. */
async function visit(
  browser: Browser,
  agent: string,
  { agrees = true, ...options }: BrowserContextOptions & { agrees?: boolean } = {},
): Promise<Visitor> {
  const api = new ApiClient(hub.url);
  await api.register();
  const context = await browser.newContext({ baseURL: hub.url, userAgent: agent, ...options });
  const cookies = api
    .cookieHeader()
    .split('; ')
    .map((pair) => pair.split(/=(.*)/s));
  if (agrees) cookies.push(['ad-consent', '1.granted.adult']);
  await context.addCookies(cookies.map(([name = '', value = '']) => ({ name, value, url: hub.url })));
  return {
    ...{ api, page: await context.newPage() },
    earned: async () => (await api.call<{ today: { earned: number } }>('GET', '/api/ads/status')).body.today.earned,
    leave: () => context.close(),
  };
}

const openAd = (page: Page) => page.getByRole('button', { name: 'Open the ad for +5' });
const houseAd = (page: Page) => page.getByRole('button', { name: 'Start watching' });
const another = (page: Page) => page.getByRole('button', { name: 'Watch another' });
const said = (page: Page, sentence: string) =>
  expect(page.getByText(sentence).first()).toBeVisible({ timeout: 90_000 });

const CLOSED = 'The ad was closed before it was over.';
const NO_FILL = 'No ad of another company came.';
const BLOCKED = 'Your browser blocks this network’s ads.';

interface Order {
  name: string;
  plans: AdPlan[];
  /** What is said on the way; after it the ad is opened again, or one of the house is. */
  then?: { says: string; press: (page: Page) => ReturnType<typeof openAd> };
}

/** One order of events after the other, in one document; every one of them pays once, and only at its end. */
async function playAll(visitor: Visitor, agent: string, orders: Order[]): Promise<void> {
  const { page } = visitor;
  let earned = 0;
  for (const { name, plans, then } of orders) {
    await test.step(name, async () => {
      scripts.direct(agent, { plans });
      if (earned === 0) await page.goto('/earn/watch?kind=text');
      else await another(page).click();
      if (then?.press !== houseAd) await openAd(page).click();
      if (then) {
        await said(page, then.says);
        expect(await visitor.earned()).toBe(earned);
        await then.press(page).click();
      }
      await expect(another(page)).toBeVisible();
      earned += 5;
      expect(await visitor.earned()).toBe(earned);
    });
  }
}

/** Scripts that do not come, or do nothing: the house shows its own ad each time, and says so. */
async function fallsBack(browser: Browser, agent: string, modes: ScriptMode[]): Promise<void> {
  const visitor = await visit(browser, agent);
  for (const [index, mode] of modes.entries()) {
    await test.step(mode, async () => {
      scripts.direct(agent, { mode });
      await visitor.page.goto('/earn/watch?kind=text');
      await said(visitor.page, BLOCKED);
      await houseAd(visitor.page).click();
      await expect(another(visitor.page)).toBeVisible();
      expect(await visitor.earned()).toBe(5 * (index + 1));
    });
  }
  await visitor.leave();
}

test('ads of the publisher tag pay once in whatever order its events come, and the house steps in', async ({
  browser,
}) => {
  await switchTo({ gpt: true, h5: false });
  const ad = (...show: AdPlan['show']): AdPlan => ({ ask: 'ad', show });
  const orders: Order[] = [
    { name: 'granted, closed', plans: [ad('granted', 'closed')] },
    { name: 'granted twice', plans: [ad('granted', 'granted', 'closed', 'closed')] },
    { name: 'granted after it was closed', plans: [ad('closed', 'granted')] },
    { name: 'longer than its time', plans: [ad('completed', 1_200, 'granted', 'closed')] },
    {
      name: 'closed before it was granted, and opened again',
      plans: [ad('closed'), ad('granted', 'closed')],
      then: { says: CLOSED, press: openAd },
    },
    { name: 'empty', plans: [{ ask: 'empty', show: [] }], then: { says: NO_FILL, press: houseAd } },
  ];
  const gpt = await visit(browser, 'gpt');
  await Promise.all([
    playAll(gpt, 'gpt', orders),
    fallsBack(browser, 'refused', ['404', 'reset']),
    fallsBack(browser, 'broken', ['broken']),
    fallsBack(browser, 'silent', ['hang']),
  ]);
  await gpt.leave();
});

test('ads of the placement API pay by a view alone', async ({ browser }) => {
  await switchTo({ gpt: false, h5: true });
  const ad = (...show: AdPlan['show']): AdPlan => ({ ask: 'ad', show });
  const viewed = ad('adViewed', 'afterAd', 'done:viewed');
  const h5 = await visit(browser, 'h5');
  await playAll(h5, 'h5', [
    { name: 'viewed', plans: [viewed] },
    { name: 'viewed after its end', plans: [ad('afterAd', 'adViewed', 'adViewed', 'done:viewed')] },
    {
      name: 'dismissed, and opened again',
      plans: [ad('adDismissed', 'afterAd', 'done:dismissed'), viewed],
      then: { says: CLOSED, press: openAd },
    },
    { name: 'none preloaded', plans: [{ ask: 'noAdPreloaded', show: [] }], then: { says: NO_FILL, press: houseAd } },
  ]);
  await h5.leave();
});

test('on a phone the way leads from a tool over an ad of another company to the run that waits', async ({
  browser,
}, info) => {
  await switchTo({ gpt: true, h5: true });
  // The first network has nothing for this page, the second one has.
  scripts.direct('walk', {
    mode: 'unsupported',
    plans: [{ ask: 'ad', show: ['adViewed', 'click', 'afterAd', 'done:viewed'] }],
  });
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { page, api, ...walk } = await visit(browser, 'walk', phone);
  const prompt = 'Three words about a ferry.';
  await api.run({ toolId: 'text-generation', input: { prompt: 'Spend what everybody begins with.' } });

  await page.goto('/tool/text-generation');
  await page.getByRole('textbox').first().fill(prompt);
  await expect(runButton(page)).toContainText('Watch a 1-second ad');
  await runButton(page).click();
  await expect(page).toHaveURL(/\/earn\/watch\?kind=text&draft=/);
  await expect(openAd(page)).toBeVisible();
  expect(await page.evaluate(() => window.adDocument?.state)).toBe('tags');
  await expectNoSideScroll(page);
  await picture(page, info, 'ad-network-ready');
  await openAd(page).click();
  await page.frameLocator('iframe[title=Advertisement]').getByRole('button', { name: 'Close the ad' }).click();

  await expect(page).toHaveURL(/\/tool\/text-generation/);
  await expect(page.getByTestId('result-text')).not.toBeEmpty({ timeout: 90_000 });
  await expect(page.getByRole('textbox').first()).toHaveValue(prompt);
  expect(await walk.earned()).toBe(5);
  // What the ad page let in has not come along.
  expect(await page.evaluate(() => 'googletag' in window || 'adsbygoogle' in window)).toBe(false);
  await walk.leave();

  const unasked = await visit(browser, 'unasked', { agrees: false });
  await unasked.page.goto('/earn/watch?kind=text');
  await expect(houseAd(unasked.page)).toBeVisible();
  expect(scripts.http.heard.filter(({ headers }) => headers['user-agent'] === 'unasked')).toEqual([]);
  await unasked.leave();
});
