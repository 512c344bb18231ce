import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseEnv } from '@/lib/env';
import type { TurnstileChallenge } from '@/lib/risk';
import { answerTo, challengeOf, failure, riskWorld, type RiskWorld } from '../../support/risk-world';
import { openTestDb } from '../../support/test-db';
import { startTurnstileWire, type TurnstileMood, type TurnstileWire } from '../../support/wire/turnstile-wire';

let world: RiskWorld;
let wire: TurnstileWire;

const HOST = 'hub.example';
const SECRET = 'the secret of the widget';

beforeAll(async () => {
  wire = await startTurnstileWire(SECRET);
  const base = riskWorld(await openTestDb());
  const adAccounts = parseEnv({
    APP_URL: `https://${HOST}`,
    TURNSTILE_SITE_KEY: 'site-key',
    TURNSTILE_SECRET_KEY: SECRET,
    TURNSTILE_VERIFY_URL: wire.url,
    TURNSTILE_SCRIPT_URL: 'https://challenges.example/api.js',
  });
  world = { ...base, watched: (change = {}) => base.watched({ adAccounts, ...change }) };
  world.everyClaimWeighs(45);
});

afterAll(() => wire.close());
beforeEach(() => {
  wire.mood = 'good';
});

async function asked() {
  const { person, session } = await world.watched({});
  const challenge = await challengeOf<TurnstileChallenge>(world.claim(person, session));
  const answer = (token: string) => world.claim(person, session, { id: challenge.id, answer: token });
  return { person, session, challenge, answer, token: `token:${challenge.id}:${HOST}` };
}

describe('a challenge by the service', () => {
  it('tells the browser what its widget needs, and nothing secret', async () => {
    const { challenge } = await asked();
    expect(challenge).toEqual({
      id: challenge.id,
      kind: 'turnstile',
      expiresAt: challenge.expiresAt,
      siteKey: 'site-key',
      scriptUrl: 'https://challenges.example/api.js',
      action: 'ad-claim',
    });
  });

  it('is solved by a good token, which is asked for once; no address of the visitor leaves the hub', async () => {
    const { person, answer, token } = await asked();
    const before = wire.heard.length;
    expect((await answer(token)).reward).toBe(5);
    expect((await answer(token)).repeated).toBe(true);
    expect(await person.available()).toBe(5);
    const calls = wire.heard.slice(before);
    expect(calls).toHaveLength(1);
    expect([...new URLSearchParams(calls[0]!.raw.toString()).keys()].sort()).toEqual(['response', 'secret']);
  });

  it.each<[string, (id: string) => string, TurnstileMood]>([
    ['a made-up token', () => 'nonsense', 'good'],
    ['a token of another hub', (id) => `token:${id}:evil.example`, 'good'],
    ['a token of another challenge', () => `token:other-challenge:${HOST}`, 'good'],
    ['a token of another action', (id) => `token:${id}:${HOST}`, { say: { action: 'login' } }],
    ['an answer without an action', (id) => `token:${id}:${HOST}`, { say: { action: undefined } }],
    ['a plain no', (id) => `token:${id}:${HOST}`, { say: { success: false, 'error-codes': ['timeout-or-duplicate'] } }],
  ])('is not solved by %s', async (_name, tokenFor, mood) => {
    const { person, challenge, answer } = await asked();
    wire.mood = mood;
    const error = await failure(answer(tokenFor(challenge.id)));
    expect(error).toMatchObject({
      code: 'challenge_required',
      extra: { reason: 'wrong', challenge: { id: challenge.id } },
    });
    expect(await person.available()).toBe(0);
  });

  it.each([
    ['longer than any', 'x'.repeat(2_049)],
    ['with signs that no widget makes', 'token\u0000:\u2028'],
  ])(
    'never sends the service a token %s, so that nobody gets the other kind by making it stumble',
    async (_name, odd) => {
      const { answer } = await asked();
      wire.mood = { say: { success: false, 'error-codes': ['bad-request'] }, status: 400 };
      const before = wire.heard.length;
      expect(await failure(answer(odd))).toMatchObject({
        code: 'challenge_required',
        extra: { reason: 'wrong', challenge: { kind: 'turnstile' } },
      });
      expect(wire.heard).toHaveLength(before);
    },
  );

  it.each<[string, TurnstileMood]>([
    ['is down', 'down'],
    ['is hung', 'hung'],
    ['is a hotel’s welcome page', 'html'],
    ['does not know our secret', { say: { success: false, 'error-codes': ['invalid-input-secret'] } }],
    ['lies without a shape', { say: { success: 'yes' } }],
    ['says yes with a failure’s status', { say: {}, status: 502 }],
  ])('becomes a local one where the service %s, never an open door', async (_name, mood) => {
    const { person, session, answer, token } = await asked();
    wire.mood = mood;
    const error = await failure(answer(token));
    expect(error).toMatchObject({
      code: 'challenge_required',
      extra: { reason: 'service_down', challenge: { kind: 'local' } },
    });
    expect(await person.available()).toBe(0);
    const local = await challengeOf(world.claim(person, session));
    expect((await world.claim(person, session, answerTo(local))).reward).toBe(5);
  });

  it('has a way round for browsers that cannot load it, which leads to the operator', async () => {
    const { person, session, answer } = await asked();
    const before = wire.heard.length;
    const local = await challengeOf(answer('unavailable'));
    expect(local.kind).toBe('local');
    expect(wire.heard).toHaveLength(before);
    const claim = await world.claim(person, session, answerTo(local));
    expect(claim.heldUntil).not.toBeNull();
    expect(await person.available()).toBe(0);
  });
});
