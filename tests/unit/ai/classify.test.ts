import { FrameError } from '@/lib/ai/wire/wire-error';
import { classify, retryAfterMs } from '@/lib/ai/chain/classify';
import { CallFailure } from '@/lib/ai/chain/failure';

const http = (statusCode: number, data?: unknown, headers?: Record<string, string>) =>
  Object.assign(new Error('whatever it says'), { name: 'AI_APICallError', statusCode, data, responseHeaders: headers });
const of = (error: unknown, answered = true) => classify(error, { answered });

test.each([
  [400, 'bad_request'],
  [401, 'unauthorized'],
  [402, 'unauthorized'],
  [403, 'unauthorized'],
  [404, 'bad_response'],
  [408, 'server_error'],
  [413, 'bad_request'],
  [422, 'bad_request'],
  [429, 'rate_limited'],
  [500, 'server_error'],
  [529, 'server_error'],
  [302, 'bad_response'],
])('status %d is %s', (status, outcome) => {
  expect(of(http(status))).toMatchObject({ outcome, httpStatus: status });
});

test('never by the words of a message', () => {
  for (const message of ['timeout', '401 Unauthorized', 'rate limit exceeded', 'content policy']) {
    expect(of(new Error(message))).toEqual({ outcome: 'cut' });
    expect(of(new Error(message), false)).toEqual({ outcome: 'refused_connection' });
  }
});

test('machine codes say what a status leaves open', () => {
  expect(of(http(400, { error: { code: 'content_policy_violation', message: '' } }))).toMatchObject({
    outcome: 'content_refused',
  });
  expect(of(http(400, { error: { code: 'model_not_found' } }))).toMatchObject({ outcome: 'bad_response' });
  expect(of(http(429, { error: { code: 'insufficient_quota' } }))).toMatchObject({
    outcome: 'rate_limited',
    retryAfterMs: 60_000,
  });
});

test('looks through the causes, for a limit of ours first', () => {
  expect(of(new Error('outer', { cause: new CallFailure({ outcome: 'timeout_idle' }) }))).toMatchObject({
    outcome: 'timeout_idle',
  });
  expect(of(new Error('outer', { cause: http(503) }))).toMatchObject({ outcome: 'server_error', httpStatus: 503 });
});

test('an error frame of the provider is its fault; things that are no errors at all are, too', () => {
  expect(of(new FrameError({ error: { message: 'overloaded', type: 'server_error' } }))).toEqual({
    outcome: 'server_error',
  });
  expect(of('broken')).toMatchObject({ outcome: 'cut' });
  expect(of(undefined, false)).toMatchObject({ outcome: 'refused_connection' });
});

test('Retry-After in seconds, as a date, in milliseconds, absent or nonsense', () => {
  const now = Date.parse('2026-11-21T00:00:00Z');
  expect(retryAfterMs({ 'retry-after': '3' }, now)).toBe(3_000);
  expect(retryAfterMs({ 'retry-after': 'Sat, 21 Nov 2026 00:00:05 GMT' }, now)).toBe(5_000);
  expect(retryAfterMs({ 'retry-after-ms': '40', 'retry-after': '3' }, now)).toBe(40);
  expect(retryAfterMs({ 'retry-after': '-5' }, now)).toBe(0);
  expect(retryAfterMs({ 'retry-after': 'soon' }, now)).toBeUndefined();
  expect(retryAfterMs(undefined, now)).toBeUndefined();
});
