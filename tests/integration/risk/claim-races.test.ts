import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { adStatus, startAd } from '@/lib/ads';
import { issueChallenge, solveChallenge } from '@/lib/risk';
import { answerTo, challengeOf, failure, riskWorld, type RiskWorld } from '../../support/risk-world';
import { openTestDb } from '../../support/test-db';

let world: RiskWorld;

beforeAll(async () => {
  world = riskWorld(await openTestDb());
});

beforeEach(() => world.everyClaimWeighs(45));

const count = async (table: 'risk_cases' | 'risk_challenges', sessionId: string) => {
  const [row] = await world.db.sql<{ rows: number }>(
    `SELECT count(*)::int AS rows FROM ${table} WHERE subject_id = $1::uuid`,
    [sessionId],
  );
  return row?.rows;
};

describe('claims at the same moment', () => {
  it('meet one challenge and open one case', async () => {
    const { person, session } = await world.watched();
    const met = await Promise.all(
      Array.from({ length: 6 }, (_, index) => challengeOf(world.claim(person, session, undefined, `p${index}`))),
    );
    expect(new Set(met.map(({ id }) => id)).size).toBe(1);
    expect(await count('risk_challenges', session.id)).toBe(1);
    expect(await count('risk_cases', session.id)).toBe(1);
  });

  it('of which some carry the answer pay once, and the others are asked or told that it is paid', async () => {
    const { person, session } = await world.watched();
    const answer = answerTo(await challengeOf(world.claim(person, session)));
    const claims = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        world.claim(person, session, index % 2 === 0 ? answer : undefined, `m${index}`),
      ),
    );
    const paid = claims.filter(({ status }) => status === 'fulfilled');
    expect(paid.length).toBeGreaterThanOrEqual(3);
    for (const claim of claims) {
      if (claim.status === 'rejected') expect(claim.reason).toMatchObject({ code: 'challenge_required' });
    }
    expect(await person.available()).toBe(5);
  });

  it('that are held are held once', async () => {
    world.everyClaimWeighs(60);
    const { person, session } = await world.watched();
    const claims = await Promise.all(
      Array.from({ length: 6 }, (_, index) => world.claim(person, session, undefined, `h${index}`)),
    );
    expect(claims.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(claims.map(({ heldUntil }) => heldUntil)).size).toBe(1);
    expect(await count('risk_cases', session.id)).toBe(1);
  });
});

describe('a challenged session', () => {
  it('stays the one that is active, with its time counted, and is claimed after a reload', async () => {
    const { person, session } = await world.watched();
    await challengeOf(world.claim(person, session));
    const again = await startAd({ ctx: person.ctx, input: { kind: 'video' } });
    expect(again).toMatchObject({ created: false, session: { id: session.id } });
    expect(again.session.views[0]?.watchedSeconds).toBe(6);
    const answer = answerTo(await challengeOf(world.claim(person, again.session)));
    const claim = await world.claim(person, again.session, answer);
    expect(claim).toMatchObject({ reward: 5, bonus: { reward: 3 } });
    expect((await adStatus({ ctx: person.ctx, input: {} })).today.earned).toBe(5);
  });

  it('that runs out meanwhile pays nothing, whatever is answered', async () => {
    const { person, session } = await world.watched();
    const challenge = await challengeOf(world.claim(person, session));
    world.clock.set(new Date(session.expiresAt));
    expect((await failure(world.claim(person, session, answerTo(challenge)))).code).toBe('ad_expired');
    expect(await person.available()).toBe(0);
  });

  it('is held after all when it weighs more by the time the answer comes', async () => {
    const { person, session } = await world.watched();
    const challenge = await challengeOf(world.claim(person, session));
    world.everyClaimWeighs(70);
    expect((await world.claim(person, session, answerTo(challenge))).heldUntil).not.toBeNull();
    expect(await count('risk_cases', session.id)).toBe(1);
  });

  it('does not lend its key to another session', async () => {
    const { person, session } = await world.watched();
    const answer = answerTo(await challengeOf(world.claim(person, session, undefined, 'lent')));
    await world.claim(person, session, answer, 'lent');
    world.clock.advance(60_000);
    const other = await person.start('text');
    await person.watch(other, 6);
    expect((await failure(world.claim(person, other, undefined, 'lent'))).code).toBe('idempotency_mismatch');
  });

  it('is asked again by the thresholds of now: who raises them lets it through', async () => {
    const { person, session } = await world.watched();
    await challengeOf(world.claim(person, session));
    world.settings.change({ risk: { challengeAt: 50 } });
    expect((await world.claim(person, session)).reward).toBe(5);
    world.settings.change({ risk: { challengeAt: 40 } });
  });
});

describe('the verbs beneath', () => {
  const asked = async () => {
    const { person, session } = await world.watched();
    const subject = { flow: 'ad', userId: person.userId, subjectId: session.id } as const;
    const challenge = await issueChallenge({ ctx: person.ctx, input: subject });
    if (challenge.kind !== 'local') throw new Error('a local challenge was expected');
    return { person, subject, challenge };
  };

  it('remember one right answer however many come at once, and take none after five wrong ones', async () => {
    const { person, subject, challenge } = await asked();
    const right = { ctx: person.ctx, input: { ...subject, ...answerTo(challenge) } };
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => solveChallenge(right)));
    expect(outcomes).toEqual(['solved', 'solved', 'solved', 'solved']);
    const second = await asked();
    for (let turn = 0; turn < 5; turn += 1) {
      const wrong = { ...second.subject, ...answerTo(second.challenge, true) };
      expect(await solveChallenge({ ctx: second.person.ctx, input: wrong })).toBe('wrong');
    }
    const late = { ...second.subject, ...answerTo(second.challenge) };
    expect(await solveChallenge({ ctx: second.person.ctx, input: late })).toBe('over');
  });

  it('know no challenge of another user, another session or another time', async () => {
    const { person, subject, challenge } = await asked();
    const answer = answerTo(challenge);
    const other = await asked();
    const tries = [
      { ...subject, userId: other.subject.userId },
      { ...subject, subjectId: other.subject.subjectId },
      { ...subject, id: 'not-an-id' },
    ];
    for (const input of tries)
      expect(await solveChallenge({ ctx: person.ctx, input: { ...answer, ...input } })).toBe('over');
    world.clock.advance(10 * 60_000);
    expect(await solveChallenge({ ctx: person.ctx, input: { ...subject, ...answer } })).toBe('over');
  });
});

it('leaves a ledger without a difference', async () => {
  expect((await world.verify()).ok).toBe(true);
});
