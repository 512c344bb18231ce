import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { problemResponse, validate } from '@/lib/http';
import { readJson } from '@/lib/http/body';
import { addressOf, deviceOf, requestIdOf } from '@/lib/http/caller';
import { formFields } from '@/lib/http/define-action';
import { idempotencyKeyOf } from '@/lib/http/idempotency-key';
import { assertSameOrigin } from '@/lib/http/origin';
import { contentSecurityPolicy, securityHeaders } from '@/lib/http/security-headers';

function failure(work: () => unknown): AppError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
  }
  throw new Error('nothing was refused');
}

const cookies = (session: boolean) => ({
  get: (name: string) => (session && name.includes('session') ? { value: 'x' } : undefined),
});

describe('the origin of a change', () => {
  const hub = { APP_URL: 'https://hub.example' };
  test.each<[string, Record<string, string>, object, boolean, boolean]>([
    ['the browser says same-origin', { 'sec-fetch-site': 'same-origin' }, hub, true, true],
    [
      'the browser says cross-site',
      { 'sec-fetch-site': 'cross-site', origin: 'https://hub.example' },
      hub,
      true,
      false,
    ],
    ['a sibling of ours', { 'sec-fetch-site': 'same-site' }, hub, true, false],
    ['typed by hand', { 'sec-fetch-site': 'none' }, hub, true, false],
    ['our Origin', { origin: 'https://hub.example' }, hub, true, true],
    ['our host over http', { origin: 'http://hub.example' }, hub, true, false],
    ['a foreign Origin', { origin: 'https://evil.example' }, hub, true, false],
    ['a foreign Origin without a session', { origin: 'https://evil.example' }, hub, false, false],
    ['an opaque Origin', { origin: 'null' }, hub, true, false],
    ['the Host, while APP_URL is unset', { origin: 'http://10.0.0.4:3000', host: '10.0.0.4:3000' }, {}, true, true],
    [
      'another Host, while APP_URL is unset',
      { origin: 'http://10.0.0.4:3000', host: '10.0.0.5:3000' },
      {},
      true,
      false,
    ],
    ['neither header, with a session', {}, hub, true, false],
    ['neither header, without a session', {}, hub, false, true],
    ['a key', { authorization: 'Bearer k' }, hub, false, true],
    ['a key beside a session', { authorization: 'Bearer k' }, hub, true, false],
  ])('%s', (_name, headers, env, session, allowed) => {
    const check = () => assertSameOrigin(new Headers(headers), cookies(session), env);
    if (allowed) expect(check).not.toThrow();
    else expect(failure(check).code).toBe('forbidden');
  });
});

describe('the fields of an action', () => {
  test('are the texts of its form, without the empty ones, repeated ones as a list', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ a: '1', empty: '', $ACTION_ID: 'x' })) form.append(name, value);
    for (const value of ['x', 'y']) form.append('list', value);
    form.append('file', new Blob(['z']));
    expect(formFields(form)).toEqual({ a: '1', list: ['x', 'y'] });
  });

  test.each([[{}], [null], ['text'], [[1]]])('refuse what is no form: %j', (sent) => {
    expect(failure(() => formFields(sent as unknown as FormData))).toMatchObject({
      code: 'malformed_json',
      status: 400,
    });
  });
});

describe('a JSON body', () => {
  const read = (body: BodyInit, type = 'application/json', maxBytes = 100) =>
    readJson(
      new Request('http://hub', { method: 'POST', body, headers: type ? { 'content-type': type } : {} }),
      maxBytes,
    );

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/merge-patch+json',
    'APPLICATION/JSON;charset="UTF-8"',
  ])('may be sent as %p', async (type) => expect(await read('{"a":1}', type)).toEqual({ a: 1 }));

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=latin1',
    'application/jsonp',
    'text/json-x',
  ])('may not be sent as %p', async (type) =>
    expect(read('{}', type)).rejects.toMatchObject({ code: 'unsupported_media_type' }),
  );

  test.each<[string, BodyInit]>([
    ['nothing', ''],
    ['half an object', '{"a":'],
    ['a word', 'hello'],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ])('is malformed when it is %s', async (_name, body) =>
    expect(read(body)).rejects.toMatchObject({ code: 'malformed_json' }),
  );

  test('is refused as soon as it is too large, announced or not', async () => {
    await expect(read(`"${'x'.repeat(200)}"`)).rejects.toMatchObject({ code: 'payload_too_large' });
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(64)) });
    const init = { method: 'POST', body: endless, duplex: 'half', headers: { 'content-type': 'application/json' } };
    const request = new Request('http://hub', init);
    await expect(readJson(request, 1_000)).rejects.toMatchObject({ code: 'payload_too_large' });
  });

  test('that breaks off is the caller’s own doing', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
      },
    });
    const request = new Request('http://hub.test/', {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit);
    await expect(readJson(request)).rejects.toMatchObject({ code: 'malformed_json', cause: undefined });
  });
});

describe('validation', () => {
  const schema = z.strictObject({ input: z.object({ prompt: z.string().min(1) }), count: z.number().optional() });

  test('gives back few and short names of what it does not know', () => {
    const names = ['x'.repeat(5_000), ...Array.from({ length: 500 }, (_, index) => `extra${index}`)];
    const { fields } = failure(() => validate(schema, Object.fromEntries(names.map((name) => [name, 1]))));
    expect(fields.length).toBeLessThanOrEqual(21);
    expect(Math.max(...fields.map(({ path }) => path.length))).toBeLessThanOrEqual(101);
  });

  test('names every wrong, missing and unknown field by its path', () => {
    expect(failure(() => validate(schema, { input: {}, count: 'x', extra: 1 })).fields).toEqual([
      { path: 'input.prompt', message: 'is required' },
      { path: 'count', message: expect.any(String) },
      { path: 'extra', message: 'is not known here' },
    ]);
  });

  test.each(['a\0b', '\ud800', 'x\udc00'])('refuses text that no table can store: %j', (prompt) => {
    const refused = failure(() => validate(schema, { input: { prompt } }));
    expect(refused).toMatchObject({ code: 'invalid_input', fields: [{ path: 'input.prompt' }] });
  });

  test('refuses endless nesting without falling into it', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
    expect(failure(() => validate(z.unknown(), deep)).code).toBe('invalid_input');
  });
});

describe('an Idempotency-Key', () => {
  const key = (value: string | null, required = false) =>
    idempotencyKeyOf(new Headers(value === null ? {} : { 'idempotency-key': value }), required);

  test('is made when there is none, another each time', () => {
    expect(key(null)).not.toBe(key(null));
  });

  test.each(['a', 'order 7', 'x'.repeat(255)])('is taken as it is: %p', (value) => expect(key(value)).toBe(value));
  test.each(['', 'x'.repeat(256), 'caf\u00e9'])('is refused: %p', (value) => {
    expect(failure(() => key(value))).toMatchObject({ code: 'invalid_input', fields: [{ path: 'Idempotency-Key' }] });
  });
  test('is refused when it is required and absent', () => {
    expect(failure(() => key(null, true)).status).toBe(422);
  });
});

describe('the caller', () => {
  const id = (value: string) => requestIdOf(new Headers({ 'x-request-id': value }));
  test('keeps a sane request id and gets a new one otherwise', () => {
    expect(id('0123456789abcdef')).toBe('0123456789abcdef');
    for (const bad of ['short', 'x'.repeat(200), 'with space in it', '<script>alert</script>'])
      expect(id(bad)).not.toBe(bad);
  });

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8::1', '2001:db8::1'],
    ['not an address', null],
    ['', null],
  ])('has, by X-Forwarded-For %p, the address %p', (value, address) => {
    expect(addressOf(new Headers({ 'x-forwarded-for': value }))).toBe(address);
  });

  test('is known by device only for an id we could have given', () => {
    expect(deviceOf('abcdefghijklmnop')).toBe('abcdefghijklmnop');
    expect(deviceOf('<x>')).toBeNull();
    expect(deviceOf(undefined)).toBeNull();
  });
});

test('a problem has the contract’s shape, its extra members and Retry-After in whole seconds', async () => {
  const error = new AppError('rate_limited', 'Wait.', { retryAfterSeconds: 1.2, extra: { needed: 3, status: 200 } });
  const response = problemResponse(error, 'the-request-id');
  expect(response.status).toBe(429);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(response.headers.get('retry-after')).toBe('2');
  expect(await response.json()).toEqual({
    type: 'urn:megicai:problem:rate_limited',
    title: 'Too many requests',
    status: 429,
    code: 'rate_limited',
    detail: 'Wait.',
    requestId: 'the-request-id',
    needed: 3,
  });
});

describe('security headers', () => {
  test('let only scripts with the nonce run, and speak of https only where there is https', () => {
    const plain = contentSecurityPolicy({ nonce: 'abc', development: false, secure: false });
    expect(plain).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(plain).not.toMatch(/unsafe-eval|upgrade-insecure/);
    expect(contentSecurityPolicy({ nonce: 'abc', development: true, secure: true })).toMatch(
      /unsafe-eval.*upgrade-insecure-requests/,
    );
    expect(Object.fromEntries(securityHeaders(false))).not.toHaveProperty('strict-transport-security');
    expect(Object.fromEntries(securityHeaders(true))).toHaveProperty('strict-transport-security');
  });
});
