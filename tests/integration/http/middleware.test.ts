import { NextRequest } from 'next/server';
import { assertCoarse } from '@/lib/http/edge';
import { setLimitsEnabled, POLICIES } from '@/lib/rate-limit';
import { config, middleware } from '@/middleware';

const visit = (path: string, headers: Record<string, string> = {}) =>
  middleware(new NextRequest(new URL(path, 'http://hub.test'), { headers: { host: 'hub.test', ...headers } }));

afterEach(() => setLimitsEnabled(true));

test.each(['/runs', '/notices', '/runs/1?tab=x', '/credits', '/earn/watch', '/prompts', '/account', '/admin/settings'])(
  'a guest of %s is sent to sign in and will come back',
  async (path) => {
    const response = await visit(path);
    expect(response.status).toBe(307);
    const target = new URL(response.headers.get('location') ?? '');
    expect([target.pathname, target.searchParams.get('next')]).toEqual(['/sign-in', path]);
  },
);

test.each(['/', '/tool/text-generation', '/sign-in', '/adminx'])('%s is open to guests', async (path) => {
  expect((await visit(path)).headers.get('location')).toBeNull();
});

test('only files and the API, which has a wrapper of its own, go past it, whatever a page calls itself', () => {
  const goesThrough = (path: string) => config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path));
  expect(
    ['/', '/runs', '/tool/x.png', '/admin.txt', '/apix', '/x/icon.svg', '/x/ads.txt'].filter(goesThrough),
  ).toHaveLength(7);
  expect(
    [
      '/api/me',
      '/api/files/a.svg',
      '/icon.svg',
      '/manifest.webmanifest',
      '/ads.txt',
      '/app-ads.txt',
      '/_next/static/chunks/a.js',
      '/_next/image',
    ].filter(goesThrough),
  ).toEqual([]);
});

test('a session cookie opens the door; whether it is worth something is the page’s question', async () => {
  expect((await visit('/runs', { cookie: 'next-auth.session-token=anything' })).headers.get('location')).toBeNull();
});

test('a page has a nonce of its own, in the policy and for Next', async () => {
  const [one, two] = [await visit('/'), await visit('/')];
  const policy = one.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]+' 'strict-dynamic'/);
  expect(policy).not.toBe(two.headers.get('content-security-policy'));
  expect(one.headers.get('x-middleware-request-content-security-policy')).toBe(policy);
  expect(one.headers.get('x-content-type-options')).toBe('nosniff');
});

test('a page knows its own address, so that a form on it can lead back', async () => {
  const response = await visit('/tool/x?a=1', { 'x-page': '/elsewhere' });
  expect(response.headers.get('x-middleware-request-x-page')).toBe('/tool/x?a=1');
});

test('before the services are open no page is an ad page, and every window is its own', async () => {
  const response = await visit('/r/abc', { cookie: 'ad-consent=1.granted.adult' });
  expect(response.headers.get('content-security-policy')).toContain("frame-src 'none'");
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
});

test('a browser gets one device id, kept from scripts; a made-up one is replaced', async () => {
  const [line = ''] = (await visit('/')).headers.getSetCookie();
  expect(line).toMatch(/^device=[\w-]{32};.*HttpOnly/);
  expect((await visit('/', { cookie: line.split(';')[0]! })).headers.getSetCookie()).toEqual([]);
  expect((await visit('/', { cookie: 'device=<x>' })).headers.getSetCookie()).toHaveLength(1);
});

test('request ids pass when they are sane', async () => {
  const response = await visit('/', { 'x-request-id': 'request-0001' });
  expect(response.headers.get('x-request-id')).toBe('request-0001');
  expect(response.headers.get('x-middleware-request-x-request-id')).toBe('request-0001');
});

test('one address is slowed down over pages and API together, and the operator’s switch lifts it', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.200' };
  let response = await visit('/', headers);
  for (let count = 0; count < POLICIES.coarse.points && response.status !== 429; count++)
    response = await visit('/', headers);
  expect(response.status).toBe(429);
  expect(await response.json()).toMatchObject({ code: 'rate_limited' });
  await expect(assertCoarse(new Headers(headers))).rejects.toMatchObject({ code: 'rate_limited' });
  setLimitsEnabled(false);
  expect((await visit('/', headers)).status).toBe(200);
});
