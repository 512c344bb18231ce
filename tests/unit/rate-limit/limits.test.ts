import {
  addressSubject,
  createLimiter,
  policyOf,
  POLICIES,
  setLimitsEnabled,
  type LimitedPolicy,
} from '@/lib/rate-limit';
import { coarseWait } from '@/lib/rate-limit/edge';
import { silentLog } from '@/tests/support/test-ctx';

const limiterHere = () => createLimiter({ kv: {}, log: silentLog });

afterEach(() => setLimitsEnabled(true));

async function allowed(
  policy: LimitedPolicy,
  subject: string,
  limiter = limiterHere(),
  tries = policyOf(policy).points + 1,
): Promise<number> {
  let passed = 0;
  for (let count = 0; count < tries; count++) {
    await limiter.assert(policy, subject).then(
      () => passed++,
      () => undefined,
    );
  }
  return passed;
}

test.each(Object.keys(POLICIES) as LimitedPolicy[])('%s lets exactly its points through a window', async (policy) => {
  expect(await allowed(policy, 'user:ada')).toBe(policyOf(policy).points);
});

test('one subject’s count is nobody else’s, and a refusal says when to come back', async () => {
  const limiter = limiterHere();
  await allowed('signInAccount', 'ada', limiter);
  await expect(limiter.assert('signInAccount', 'bob')).resolves.toBeUndefined();
  const refusal = limiter.assert('signInAccount', 'ada');
  await expect(refusal).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: expect.any(Number) });
  await limiter.reset('signInAccount', 'ada');
  await expect(limiter.assert('signInAccount', 'ada')).resolves.toBeUndefined();
});

test('200 runs at once are real use', () => {
  expect(POLICIES.run.points).toBeGreaterThanOrEqual(400);
});

test('the operator’s switch lifts every limit but those on signing in and on claims', async () => {
  setLimitsEnabled(false);
  const held = [];
  for (const policy of Object.keys(POLICIES) as LimitedPolicy[]) {
    const { points } = policyOf(policy);
    if ((await allowed(policy, 'ada')) === points) held.push(policy);
  }
  expect(held.sort()).toEqual(['claim', 'signIn', 'signInAccount']);
  for (let count = 0; count < 10; count++) expect(await coarseWait('203.0.113.9')).toBeNull();
});

test('the middleware counts addresses', async () => {
  let wait: number | null = null;
  for (let count = 0; count <= POLICIES.coarse.points; count++) wait = await coarseWait('203.0.113.77');
  expect(wait).toBeGreaterThan(0);
  expect(await coarseWait('203.0.113.78')).toBeNull();
});

test('money and doors never fail open', () => {
  for (const policy of ['signIn', 'signInAccount', 'register', 'claim', 'run', 'adStart', 'adProgress'] as const) {
    expect(policyOf(policy).onStoreFailure).toBe('local');
  }
});

test.each([
  ['203.0.113.9', 'address:203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2::/64'],
  ['2001:0DB8:1::9', 'address:2001:db8:1:0::/64'],
  ['::1', 'address:0:0:0:0::/64'],
  [null, 'address:unknown'],
])('%p is counted as %p', (address, subject) => expect(addressSubject(address)).toBe(subject));
