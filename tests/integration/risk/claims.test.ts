import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listNotices } from '@/lib/notices';
import { listCases } from '@/lib/risk';
import { answerTo, challengeOf, failure, riskWorld, type RiskWorld } from '../../support/risk-world';
import { openTestDb } from '../../support/test-db';

let world: RiskWorld;

beforeAll(async () => {
  world = riskWorld(await openTestDb());
});

beforeEach(() => world.everyClaimWeighs(0));

const casesOf = async (userId: string) => {
  const ctx = await world.operator();
  const pages = await Promise.all(
    (['open', 'cleared', 'confirmed'] as const).map((state) => listCases({ ctx, input: { state, userId } })),
  );
  return pages.flatMap(({ items }) => items);
};

describe('a claim that weighs little', () => {
  it('is paid as ever and leaves nothing behind', async () => {
    world.everyClaimWeighs(39);
    const { person, session } = await world.watched();
    expect(await world.claim(person, session)).toMatchObject({ reward: 5, available: 5, heldUntil: null });
    expect(await casesOf(person.userId)).toEqual([]);
  });

  it('is not looked at where the operator has switched that off', async () => {
    world.everyClaimWeighs(100);
    world.settings.change({ risk: { enabled: false } });
    const { person, session } = await world.watched();
    expect((await world.claim(person, session)).reward).toBe(5);
    world.settings.change({ risk: { enabled: true } });
  });
});

describe('from challengeAt points on', () => {
  beforeEach(() => world.everyClaimWeighs(40));

  it('a claim pays nothing until its challenge is solved, and then once, under the same key', async () => {
    const { person, session } = await world.watched();
    const challenge = await challengeOf(world.claim(person, session, undefined, 'one-key'));
    expect(await person.available()).toBe(0);
    expect(await world.stateOf(session.id)).toBe('active');
    const [open] = await casesOf(person.userId);
    expect(open).toMatchObject({ flow: 'ad', score: 40, decision: 'challenge', state: 'open', subjectId: session.id });

    const answer = answerTo(challenge);
    expect(await world.claim(person, session, answer, 'one-key')).toMatchObject({ reward: 5, repeated: false });
    expect(await world.claim(person, session, answer, 'one-key')).toMatchObject({ reward: 5, repeated: true });
    expect(await world.claim(person, session)).toMatchObject({ reward: 5, repeated: true });
    expect(await person.available()).toBe(5);
    const [closed] = await casesOf(person.userId);
    expect(closed).toMatchObject({ id: open!.id, state: 'cleared', decidedBy: null });
  });

  it('asks before the key is used up: the key stays free for another session after a 403', async () => {
    const { person, session } = await world.watched();
    await challengeOf(world.claim(person, session, undefined, 'kept'));
    const rows = await world.db.sql('SELECT key FROM idempotency_keys WHERE scope = $1::text', [
      `user:${person.userId}:ads-claim`,
    ]);
    expect(rows).toEqual([]);
  });

  it('pays once however many claims carry the right answer at the same moment', async () => {
    const { person, session } = await world.watched();
    const answer = answerTo(await challengeOf(world.claim(person, session)));
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, index) => world.claim(person, session, answer, `key-${index}`)),
    );
    expect(claims.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await person.available()).toBe(5);
  });

  it('asks nobody who has not watched: that is said first', async () => {
    const person = await world.watcher();
    const session = await person.start('text');
    await person.watch(session, 2);
    expect((await failure(world.claim(person, session))).code).toBe('ad_not_watched');
  });
});

describe('from delayAt points on', () => {
  it('a claim is held, says until when, counts for the caps, and says the same again', async () => {
    world.everyClaimWeighs(60);
    const { person, session } = await world.watched();
    const heldUntil = new Date(world.clock.now().getTime() + 24 * 3_600_000).toISOString();
    const held = { reward: 5, available: 0, heldUntil, bonus: null, dayOver: false };
    expect(await world.claim(person, session, undefined, 'k')).toEqual({ ...held, repeated: false });
    expect(await world.claim(person, session, undefined, 'k')).toEqual({ ...held, repeated: true });
    expect(await world.claim(person, session)).toEqual({ ...held, repeated: true });
    expect(await person.available()).toBe(0);
    expect((await casesOf(person.userId))[0]).toMatchObject({
      decision: 'delay',
      state: 'open',
      session: { id: session.id, state: 'delayed', reward: 5, paid: null, releaseAt: heldUntil },
    });
  });
});

describe('from refuseAt points on', () => {
  it('a claim is refused for good, once, with a notice, and stays refused', async () => {
    world.everyClaimWeighs(100);
    const { person, session } = await world.watched();
    const claims = await Promise.all(
      [1, 2, 3].map((key) => failure(world.claim(person, session, undefined, `r${key}`))),
    );
    for (const { code } of claims) expect(code).toBe('forbidden');
    world.everyClaimWeighs(0);
    expect((await failure(world.claim(person, session))).code).toBe('forbidden');
    expect(await person.available()).toBe(0);
    expect(await world.stateOf(session.id)).toBe('refused');
    const { items } = await listNotices({ ctx: person.ctx, input: {} });
    expect(items.map(({ kind, data }) => ({ kind, data }))).toEqual([
      { kind: 'ad_refused', data: { sessionId: session.id, kind: 'text', amount: 5 } },
    ]);
    expect(await casesOf(person.userId)).toHaveLength(1);
  });
});

it('leaves a ledger without a difference', async () => {
  expect((await world.verify()).ok).toBe(true);
});
