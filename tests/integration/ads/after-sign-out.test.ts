import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { NextRequest } from 'next/server';
import { POST as answer } from '@/app/api/ads/answer/route';
import { POST as claim } from '@/app/api/ads/claim/route';
import { POST as fallback } from '@/app/api/ads/fallback/route';
import { POST as progress } from '@/app/api/ads/progress/route';
import { POST as start } from '@/app/api/ads/start/route';
import { GET as status } from '@/app/api/ads/status/route';
import type { AdSessionView } from '@/lib/ads';
import { cookieNames, sealToken, signOut } from '@/lib/auth';
import { openSession } from '@/lib/auth/sessions';
import { getCredits, verifyLedger } from '@/lib/credits';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import type { DefinedRoute } from '@/lib/http';
import { makeSystemCtx, type Services } from '@/lib/server';
import { manualClock } from '@/tests/support/manual-clock';
import { makeUser } from '@/tests/support/make-user';
import { fixedSettings, makeTestCtx } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

const HUB = 'http://hub.test';
const clock = manualClock('2026-03-10T12:00:00.000Z');
const settings = fixedSettings({ ads: { text: { watchSeconds: 4, reward: 5 } } });
/** Statements, oldest first. */
const asked: string[] = [];
let services: Services;
let ctx: Ctx;

beforeAll(async () => {
  const stored = await openTestDb();
  const db: Db = {
    ...stored,
    sql: (text, values, sending) => {
      asked.push(text);
      return stored.sql(text, values, sending);
    },
  };
  services = useTestServices(db, { clock, settings, env: { APP_URL: HUB } });
  ctx = makeTestCtx(db, { clock, settings });
});
afterAll(() => dropTestServices());

interface Browser {
  userId: string;
  ctx: Ctx;
  token: string;
  ask(route: DefinedRoute, body?: object): Promise<{ status: number; body: Record<string, unknown> }>;
}

async function signedIn(): Promise<Browser> {
  const user = await makeUser(ctx);
  const token = await openSession(ctx, user.id, null);
  const sealed = await sealToken(token, { id: user.id, email: user.email, name: null }, services.secret);
  const cookie = `${cookieNames(services.env).session}=${sealed}`;
  return {
    userId: user.id,
    ctx: user.ctx,
    token,
    ask: async (route, body) => {
      const request = new NextRequest(new URL(route.spec.path, HUB), {
        method: route.spec.method,
        headers: { host: 'hub.test', origin: HUB, cookie, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const response = await route(request, { params: Promise.resolve({}) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
  };
}

async function watched(browser: Browser): Promise<AdSessionView> {
  const { body } = await browser.ask(start, { kind: 'text' });
  const session = body.session as AdSessionView;
  for (let second = 0; second <= 4; second += 1) {
    if (second > 0) clock.advance(1_000);
    const beat = { sessionId: session.id, token: session.token, viewId: session.views[0]!.id };
    expect((await browser.ask(progress, { ...beat, positionSeconds: second, visible: true })).status).toBe(200);
  }
  return session;
}

const available = async (browser: Browser) => (await getCredits({ ctx: browser.ctx, input: {} })).available;

it('who has signed out can do nothing more with a watched session, and it pays nobody', async () => {
  const [browser, other] = [await signedIn(), await signedIn()];
  const session = await watched(browser);
  await signOut({ ctx, input: { token: browser.token } });
  const proof = { sessionId: session.id, token: session.token };
  const view = { ...proof, viewId: session.views[0]!.id };
  const routes: [DefinedRoute, object?][] = [
    [claim, proof],
    [progress, { ...view, positionSeconds: 5, visible: true }],
    [fallback, { ...proof, reason: 'error' }],
    [answer, { ...view, choice: 0 }],
    [start, { kind: 'text' }],
    [status],
  ];
  for (const [route, body] of routes) {
    expect(await browser.ask(route, body)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  }
  // Whoever sits at the machine next, with the token from the page that was left open.
  expect(await other.ask(claim, proof)).toMatchObject({ status: 404 });
  expect(await other.ask(progress, { ...view, positionSeconds: 5, visible: true })).toMatchObject({ status: 404 });
  expect([await available(browser), await available(other)]).toEqual([0, 0]);
});

it('who is signed in is paid over the same way, once', async () => {
  const browser = await signedIn();
  const session = await watched(browser);
  const proof = { sessionId: session.id, token: session.token };
  expect(await browser.ask(claim, proof)).toMatchObject({ status: 200, body: { reward: 5, available: 5 } });
  expect(await browser.ask(claim, proof)).toMatchObject({ status: 200, body: { repeated: true } });
  expect(await available(browser)).toBe(5);
  const report = await verifyLedger({
    ctx: withCtx(makeSystemCtx(services, 'test'), { actor: { type: 'system', job: 'test' } }),
    input: {},
  });
  expect(report).toMatchObject({ ok: true });
});

it('a beat between the first and the last asks the database nothing, whose session it is included', async () => {
  const browser = await signedIn();
  const { body } = await browser.ask(start, { kind: 'text' });
  const session = body.session as AdSessionView;
  const beat = async (positionSeconds: number) => {
    const view = { sessionId: session.id, token: session.token, viewId: session.views[0]!.id, visible: true };
    asked.splice(0);
    expect((await browser.ask(progress, { ...view, positionSeconds })).status).toBe(200);
    clock.advance(1_000);
    return asked.length;
  };
  await beat(0);
  expect([await beat(1), await beat(2), await beat(3)]).toEqual([0, 0, 0]);
});
