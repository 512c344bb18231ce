import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decideCase } from '@/lib/admin';
import { payDelayed, payDue, refuseDelayed } from '@/lib/ads';
import { countView } from '@/lib/ads/callbacks/count-view';
import { listAudit } from '@/lib/audit';
import { withCtx, type Ctx } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import { listNotices } from '@/lib/notices';
import { listCases, type CaseDecision, type RiskCase } from '@/lib/risk';
import { failure, riskWorld, type RiskWorld } from '../../support/risk-world';
import { openTestDb } from '../../support/test-db';

let world: RiskWorld;
let operator: Ctx;

beforeAll(async () => {
  world = riskWorld(await openTestDb());
  operator = await world.operator();
});

beforeEach(() => world.everyClaimWeighs(60));

const DAY_MS = 86_400_000;

async function held() {
  const { person, session } = await world.watched();
  const claim = await world.claim(person, session);
  const { items } = await listCases({ ctx: operator, input: { userId: person.userId } });
  return { person, session, claim, found: items[0]! };
}

const decide = (found: RiskCase, decision: CaseDecision, note?: string, ctx = operator) =>
  decideCase({ ctx, input: { id: found.id, decision, note } });

const toldTo = async (ctx: Ctx) => (await listNotices({ ctx, input: {} })).items.map(({ kind }) => kind);

describe('a held claim', () => {
  it('is paid once when it is due, by ten jobs at the same moment, and never before', async () => {
    const { person, session, found } = await held();
    world.clock.advance(DAY_MS - 1_000);
    expect(await payDue({ ctx: world.hub })).toEqual({ paid: 0 });
    world.clock.advance(1_000);
    const jobs = await Promise.all(Array.from({ length: 10 }, () => payDue({ ctx: world.hub })));
    expect(jobs.reduce((sum, { paid }) => sum + paid, 0)).toBe(1);
    expect(await person.available()).toBe(5);
    expect(await world.stateOf(session.id)).toBe('claimed');
    expect(await toldTo(person.ctx)).toEqual(['ad_paid']);
    const { items } = await listCases({ ctx: operator, input: { state: 'cleared', userId: person.userId } });
    expect(items[0]).toMatchObject({ id: found.id, decidedBy: null, session: { paid: 5 } });
    // Time is nobody's word: the next claim is held again.
    const next = await person.start('text');
    await person.watch(next, 6);
    expect((await world.claim(person, next)).heldUntil).not.toBeNull();
  });

  it('keeps the day, the device and the address of the claim, whoever pays it', async () => {
    const { person, session } = await world.watched({ device: 'the-device-of-claim', address: '192.0.2.7' });
    await world.claim(person, session);
    const claimedAt = world.clock.now();
    world.clock.advance(DAY_MS);
    await payDelayed({
      ctx: withCtx(operator, { device: 'operator', address: '192.0.2.99' }),
      input: { sessionId: session.id },
    });
    const [row] = await world.db.sql('SELECT device, address, claimed_at FROM ad_sessions WHERE id = $1::uuid', [
      session.id,
    ]);
    expect(row).toEqual({ device: 'the-device-of-claim', address: '192.0.2.7', claimed_at: claimedAt });
  });

  it('is not paid to somebody who is suspended, by job or operator, and is once they are not', async () => {
    const { person, session, found } = await held();
    const change = (column: 'suspended_at' | 'deleted_at', at: Date | null) =>
      world.db.sql(`UPDATE users SET ${column} = $2::timestamptz WHERE id = $1::uuid RETURNING id`, [
        person.userId,
        at,
      ]);
    world.clock.advance(DAY_MS);
    for (const column of ['suspended_at', 'deleted_at'] as const) {
      await change(column, world.clock.now());
      if (column === 'suspended_at') await payDue({ ctx: world.hub });
      for (const decision of ['pay', 'clear_user'] as const)
        expect((await failure(decide(found, decision))).code).toBe('conflict');
      expect(await world.stateOf(session.id)).toBe('delayed');
      expect(await person.available()).toBe(0);
      await change(column, null);
    }
    await payDue({ ctx: world.hub });
    expect(await person.available()).toBe(5);
    expect(await toldTo(person.ctx)).toEqual(['ad_paid']);
  });

  it('is paid when it is due, however many before it cannot be', async () => {
    const rich = await world.watcher();
    // No balance takes two of these.
    await world.db.sql(
      `INSERT INTO ad_sessions (id, user_id, kind, network, watch_seconds, reward_micro, state, claimed_at, release_at, created_at, expires_at)
       SELECT gen_random_uuid(), $1::uuid, 'text', 'house', 6, 9000000000000000000, 'delayed', $2::timestamptz, $2::timestamptz,
         $2::timestamptz, $2::timestamptz FROM generate_series(1, 4) RETURNING id`,
      [rich.userId, world.clock.now()],
    );
    const { person } = await held();
    world.clock.advance(DAY_MS);
    expect(await payDue({ ctx: world.hub, atOnce: 4 })).toEqual({ paid: 2 });
    expect(await person.available()).toBe(5);
    const waiting =
      "UPDATE ad_sessions SET state = 'refused' WHERE user_id = $1::uuid AND state = 'delayed' RETURNING id";
    expect(await world.db.sql(waiting, [rich.userId])).toHaveLength(3);
  });

  it('that is refused is never paid, by whomever, whenever', async () => {
    const { person, session, found } = await held();
    const refused = await decide(found, 'refuse', 'Thirty accounts of one device.');
    expect(refused).toMatchObject({ state: 'confirmed', session: { state: 'refused', paid: null } });
    world.clock.advance(3 * DAY_MS);
    await payDue({ ctx: world.hub });
    expect((await failure(payDelayed({ ctx: world.hub, input: { sessionId: session.id } }))).code).toBe('conflict');
    expect((await failure(decide(found, 'pay'))).code).toBe('conflict');
    expect((await failure(world.claim(person, session, undefined, 'new key'))).code).toBe('forbidden');
    expect(await person.available()).toBe(0);
    const { items } = await listNotices({ ctx: person.ctx, input: {} });
    expect(items.map(({ data }) => data)).toEqual([
      { sessionId: session.id, kind: 'text', amount: 5, reason: 'Thirty accounts of one device.' },
    ]);
  });

  it('is paid or refused by operators and the hub alone', async () => {
    const { person, session, found } = await held();
    const input = { sessionId: session.id };
    for (const work of [
      () => payDelayed({ ctx: person.ctx, input }),
      () => refuseDelayed({ ctx: person.ctx, input }),
      () => payDue({ ctx: operator }),
      () => decide(found, 'pay', undefined, person.ctx),
      () => listCases({ ctx: person.ctx, input: {} }),
    ])
      expect((await failure(work())).code).toBe('forbidden');
    expect(await world.stateOf(session.id)).toBe('delayed');
  });
});

describe('a network that vouches by its signature', () => {
  const vouched = async () => {
    const person = await world.watcher();
    const { id: sessionId } = await person.start('text');
    const signed = [sessionId, 'admob'];
    await world.db.sql(
      "UPDATE ad_sessions SET network = $2::text, tier = 'signed' WHERE id = $1::uuid RETURNING id",
      signed,
    );
    await world.db.sql('UPDATE ad_views SET network = $2::text WHERE session_id = $1::uuid RETURNING id', signed);
    const view = { network: 'admob', transactionId: sessionId, sessionId, userId: person.userId } as const;
    return { person, sessionId, answer: await countView(world.ctx, view), again: await countView(world.ctx, view) };
  };

  it('has nobody to ask: what would be challenged is paid, and what is worse is held', async () => {
    world.everyClaimWeighs(45);
    const paid = await vouched();
    expect(paid.answer).toEqual({ outcome: 'paid', repeated: false });
    expect(await paid.person.available()).toBe(5);
    for (const points of [60, 100]) {
      world.everyClaimWeighs(points);
      const { person, sessionId, answer, again } = await vouched();
      expect([answer.outcome, again.outcome]).toEqual(['held', 'held']);
      expect(await person.available()).toBe(0);
      expect(await world.stateOf(sessionId)).toBe('delayed');
    }
  });
});

describe('an operator’s decision', () => {
  it('pays at once, with an audit row and a notice, and the person is trusted for a while', async () => {
    const { person, found } = await held();
    const paid = await decide(found, 'pay');
    expect(paid).toMatchObject({ state: 'cleared', session: { state: 'claimed', paid: 5 } });
    expect(await person.available()).toBe(5);
    const [row] = await listAudit({ ctx: operator, input: { action: 'fraud.pay', subjectId: found.id, limit: 1 } });
    expect(row?.data).toMatchObject({ userId: person.userId, score: 60 });
    const next = async () => {
      const session = await person.start('text');
      await person.watch(session, 6);
      return world.claim(person, session);
    };
    world.clock.advance(60_000);
    expect((await next()).heldUntil).toBeNull();
    world.clock.advance(31 * DAY_MS);
    expect((await next()).heldUntil).not.toBeNull();
  });

  it('is one of many at the same moment: money moves once, and the others are told', async () => {
    const { person, session, found } = await held();
    const decisions: CaseDecision[] = ['pay', 'refuse', 'pay', 'refuse', 'pay', 'refuse'];
    const done = await Promise.allSettled([
      ...decisions.map(async (decision) => decide(found, decision, undefined, await world.operator())),
      payDue({ ctx: world.hub }),
    ]);
    expect(done.slice(0, -1).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const state = await world.stateOf(session.id);
    expect(await person.available()).toBe(state === 'claimed' ? 5 : 0);
    expect(await toldTo(person.ctx)).toEqual([state === 'claimed' ? 'ad_paid' : 'ad_refused']);
  });

  it('takes a paid claim back with words, into debt, once', async () => {
    const { person, session, found } = await held();
    await decide(found, 'pay');
    expect((await failure(decide(found, 'reverse'))).fields[0]?.path).toBe('note');
    const reversed = await decide(found, 'reverse', 'The beats were a program’s.');
    expect(reversed).toMatchObject({ state: 'confirmed', session: { state: 'reversed', paid: 0 } });
    expect((await failure(decide(found, 'reverse', 'Again.'))).code).toBe('conflict');
    expect(await getCredits({ ctx: person.ctx, input: {} })).toMatchObject({ available: 0, debt: 0 });
    expect(await world.stateOf(session.id)).toBe('reversed');
    expect(await toldTo(person.ctx)).toContain('ad_reversed');
  });

  it('clears a person: what waits is paid, what is open is closed', async () => {
    const { person, found } = await held();
    world.everyClaimWeighs(45);
    world.clock.advance(60_000);
    const second = await person.start('text');
    await person.watch(second, 6);
    await failure(world.claim(person, second));
    await decide(found, 'clear_user', 'Known to us.');
    expect(await person.available()).toBe(5);
    const open = await listCases({ ctx: operator, input: { userId: person.userId } });
    expect(open.items).toEqual([]);
    expect((await world.claim(person, second)).reward).toBe(5);
  });

  it('closes a case that moves nothing, once; a claim that waits is paid or refused instead', async () => {
    const waiting = await held();
    expect((await failure(decide(waiting.found, 'clear'))).code).toBe('conflict');
    world.everyClaimWeighs(45);
    const { person, session } = await world.watched();
    await failure(world.claim(person, session));
    const [found] = (await listCases({ ctx: operator, input: { userId: person.userId } })).items;
    expect((await failure(decide(found!, 'pay'))).code).toBe('conflict');
    expect(await decide(found!, 'confirm', 'Seen elsewhere.')).toMatchObject({
      state: 'confirmed',
      note: 'Seen elsewhere.',
    });
    expect((await failure(decide(found!, 'clear'))).code).toBe('conflict');
    expect((await failure(decide({ ...found!, id: 'x' }, 'clear'))).code).toBe('not_found');
  });
});

describe('the queue', () => {
  it('has the worst first, in pages that miss nobody, and refuses a foreign cursor', async () => {
    const seen: RiskCase[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCases({ ctx: operator, input: { state: 'confirmed', limit: 2, cursor } });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ score }) => score)).toEqual(seen.map(({ score }) => score).toSorted((a, b) => b - a));
    for (const bad of ['x', Buffer.from('1.2').toString('base64url')])
      expect((await failure(listCases({ ctx: operator, input: { cursor: bad } }))).code).toBe('invalid_input');
  });
});

it('leaves a ledger without a difference', async () => {
  expect((await world.verify()).ok).toBe(true);
});
