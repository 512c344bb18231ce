import { beforeAll, expect, it } from '@jest/globals';
import { MOST_CHALLENGES } from '@/lib/risk/score';
import { answerTo, challengeOf, failure, riskWorld, type RiskWorld } from '../../support/risk-world';
import { openTestDb } from '../../support/test-db';

let world: RiskWorld;

beforeAll(async () => {
  world = riskWorld(await openTestDb());
  world.everyClaimWeighs(45);
});

const TRIES = 5;

it('is the same one as long as it is open, and says so when an answer was wrong', async () => {
  const { person, session } = await world.watched();
  const first = await challengeOf(world.claim(person, session));
  expect(await challengeOf(world.claim(person, session))).toEqual(first);
  const error = await failure(world.claim(person, session, answerTo(first, true)));
  expect(error).toMatchObject({
    code: 'challenge_required',
    status: 403,
    extra: { reason: 'wrong', challenge: first },
  });
  expect((await world.claim(person, session, answerTo(first))).reward).toBe(5);
});

it('gives five tries, however many come at once, and another challenge after them', async () => {
  const { person, session } = await world.watched();
  const first = await challengeOf(world.claim(person, session));
  const wrong = answerTo(first, true);
  await Promise.all(Array.from({ length: 12 }, () => failure(world.claim(person, session, wrong))));
  const [row] = await world.db.sql<{ tries: number }>(
    'SELECT tries::int AS tries FROM risk_challenges WHERE id = $1::uuid',
    [first.id],
  );
  expect(row?.tries).toBe(TRIES);
  const next = await challengeOf(world.claim(person, session, answerTo(first)));
  expect(next.id).not.toBe(first.id);
  expect((await world.claim(person, session, answerTo(next))).reward).toBe(5);
});

it('opens nothing but its own session, for its own user', async () => {
  const one = await world.watched();
  const two = await world.watched();
  const solved = answerTo(await challengeOf(world.claim(one.person, one.session)));
  const own = await challengeOf(world.claim(two.person, two.session));
  const foreign = await failure(world.claim(two.person, two.session, solved));
  expect(foreign).toMatchObject({
    code: 'challenge_required',
    extra: { reason: 'expired', challenge: { id: own.id } },
  });
  expect(await two.person.available()).toBe(0);
  // Nor does the foreign try cost the owner theirs.
  expect((await world.claim(one.person, one.session, solved)).reward).toBe(5);
});

it('is not opened again by the answer to an earlier session’s', async () => {
  const { person, session } = await world.watched();
  const solved = answerTo(await challengeOf(world.claim(person, session)));
  await world.claim(person, session, solved);
  world.clock.advance(60_000);
  const later = await person.start('text');
  await person.watch(later, 6);
  const error = await failure(world.claim(person, later, solved));
  expect(error.extra.reason).toBe('expired');
  expect(await person.available()).toBe(5);
});

it('ends after ten minutes, and a new one is asked', async () => {
  const { person, session } = await world.watched();
  const first = await challengeOf(world.claim(person, session));
  const answer = answerTo(first);
  world.clock.advance(10 * 60_000);
  const error = await failure(world.claim(person, session, answer));
  expect(error).toMatchObject({ code: 'challenge_required', extra: { reason: 'expired' } });
  expect((error.extra.challenge as { id: string }).id).not.toBe(first.id);
});

it('is refused with a token that is not the session’s, before a try is counted', async () => {
  const { person, session } = await world.watched();
  const first = await challengeOf(world.claim(person, session));
  const answer = answerTo(first);
  expect((await failure(world.claim(person, { ...session, token: 'forged' }, answer))).code).toBe('not_found');
  for (const junk of [
    { id: 'x', answer: 'y' },
    { ...answer, answer: 'unavailable' },
    { ...answer, answer: '\u0000' },
  ])
    expect((await failure(world.claim(person, session, junk))).code).toBe('challenge_required');
  expect((await world.claim(person, session, answer)).reward).toBe(5);
});

it('is asked so many times; who solves none waits for the operator', async () => {
  const { person, session } = await world.watched();
  for (let round = 0; round < MOST_CHALLENGES; round += 1) {
    const { id } = await challengeOf(world.claim(person, session));
    await world.db.sql('UPDATE risk_challenges SET tries = 5 WHERE id = $1::uuid RETURNING id', [id]);
  }
  expect((await world.claim(person, session)).heldUntil).not.toBeNull();
  expect(await world.stateOf(session.id)).toBe('delayed');
});

it('goes away when there is no reason for it any more', async () => {
  const { person, session } = await world.watched();
  await challengeOf(world.claim(person, session));
  world.everyClaimWeighs(0);
  expect((await world.claim(person, session, { id: 'gone', answer: 'x' })).reward).toBe(5);
  world.everyClaimWeighs(45);
});

it('keeps no answer in the clear', async () => {
  const rows = await world.db.sql<{ expected: string }>(
    "SELECT expected FROM risk_challenges WHERE kind = 'local' LIMIT 5",
  );
  for (const { expected } of rows) expect(expected).toMatch(/^[\w-]{43}$/);
});
