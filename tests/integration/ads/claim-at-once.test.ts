import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { claimAd, type AdClaim, type AdSessionView } from '@/lib/ads';
import { withCtx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { adWorld, type AdWorld, type Watcher } from '../../support/ad-world';
import { chaosDb } from '../../support/chaos-db';
import { openTestDb } from '../../support/test-db';

const HOME = { device: 'a browser', address: '198.51.100.7' };
let db: Db;
let world: AdWorld;
/** What was called, oldest first. */
const sent: string[] = [];
/** Comes before a call: between the look, the judgement and the payment. */
let before: { call: string; work: () => Promise<unknown> } | undefined;

beforeAll(async () => {
  db = await openTestDb();
  const watched: Db = {
    ...db,
    sql: async (text, values, sending) => {
      const call = /SELECT (\w+)\(/.exec(text)?.[1] ?? text;
      sent.push(call);
      const { work } = before?.call === call ? before : {};
      if (work) before = undefined;
      await work?.();
      return db.sql(text, values, sending);
    },
    transaction: (work, sending) => {
      sent.push('transaction');
      return db.transaction(work, sending);
    },
  };
  world = adWorld(watched);
});
beforeEach(() => {
  before = undefined;
  world.clock.advance(86_400_000);
});
afterAll(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

async function watchedBy(user: Watcher) {
  const session = await user.start();
  await user.watch(session, 6);
  sent.splice(0);
  return session;
}

const keysOf = async ({ userId }: Watcher) =>
  db.sql<{ result: unknown }>('SELECT result FROM idempotency_keys WHERE scope = $1::text', [
    `user:${userId}:ads-claim`,
  ]);

it.each([
  ['whose place is known', HOME],
  ['of whose place nothing is known', {}],
])('pays a plain claim %s in three round trips', async (_case, place) => {
  const user = await world.watcher({}, place);
  const session = await watchedBy(user);
  await expect(user.claim(session)).resolves.toMatchObject({
    reward: 5,
    available: 5,
    repeated: false,
    heldUntil: null,
  });
  expect(sent).toEqual(['ad_claim_seen', 'risk_claim_facts', 'ad_claim_pay']);
});

describe('what it leaves behind', () => {
  const rowsOf = async ({ userId }: Watcher) => {
    const read = <Row extends object>(text: string) => db.sql<Row>(text, [userId]);
    return {
      session:
        await read(`SELECT state, paid_micro::text, claimed_at, device, address, release_at, case_id FROM ad_sessions
        WHERE user_id = $1::uuid`),
      entries: await read(`SELECT e.account, e.amount_micro::text, t.kind, t.reason, t.ref_type, t.external_source
        FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
        WHERE t.user_id = $1::uuid ORDER BY e.account`),
      lots: await read(
        `SELECT source, granted_micro::text, remaining_micro::text, expires_at FROM credit_lots WHERE user_id = $1::uuid`,
      ),
      events: await read(
        `SELECT type, data - 'sessionId' AS data, created_at FROM outbox_events WHERE user_id = $1::uuid`,
      ),
      keys: await read(`SELECT status, result, created_at, expires_at FROM idempotency_keys
        WHERE scope = 'user:' || $1::uuid::text || ':ads-claim'`),
    };
  };

  it('is what the long way leaves, which a claim goes that hides where it comes from', async () => {
    const [short, long] = [await world.watcher({}, HOME), await world.watcher({}, { ...HOME, device: 'another' })];
    const sessions = [await short.start(), await long.start()];
    await short.beat(sessions[0]!, 0);
    await long.beat(sessions[1]!, 0);
    world.clock.advance(6_000);
    await short.beat(sessions[0]!, 6);
    await long.beat(sessions[1]!, 6);
    sent.splice(0);
    const one = await short.claim(sessions[0]!);
    expect(sent).not.toContain('transaction');
    const other = await long.from({ device: null }).claim(sessions[1]!);
    expect(sent).toContain('transaction');
    expect(one).toEqual(other);
    const [left, right] = [await rowsOf(short), await rowsOf(long)];
    expect(left.entries.length).toBeGreaterThan(1);
    expect(left).toEqual({ ...right, session: [{ ...right.session[0], device: 'a browser' }] });
  });
});

describe('goes the long way, and has written nothing before', () => {
  it('where the key was used before: its record is the answer', async () => {
    const user = await world.watcher({}, HOME);
    const session = await watchedBy(user);
    const first = await user.claim(session, 'a key');
    const second = await user.claim(session, 'a key');
    expect(second).toEqual({ ...first, repeated: true, dayOver: false, bonus: second.bonus });
    await expect(user.claim(session, 'another key')).resolves.toMatchObject({ reward: 5, repeated: true });
    await expect(user.available()).resolves.toBe(5);
  });

  it('where the key was used with another input', async () => {
    const user = await world.watcher({}, HOME);
    await user.claim(await watchedBy(user), 'one key');
    world.clock.advance(60_000);
    const session = await watchedBy(user);
    await expect(user.claim(session, 'one key')).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    await expect(user.available()).resolves.toBe(5);
  });

  it.each([
    ['too early', 3, 'ad_not_watched'],
    ['after its end', 90_000, 'ad_expired'],
  ])('where it comes %s', async (_case, seconds, code) => {
    const user = await world.watcher({}, HOME);
    const session = await user.start();
    await user.watch(session, Math.min(seconds, 6));
    if (seconds > 6) world.clock.advance(seconds * 1_000);
    await expect(user.claim(session)).rejects.toMatchObject({ code });
    expect(await keysOf(user)).toEqual([]);
    await expect(user.available()).resolves.toBe(0);
  });

  it("where the token is not the session's, and without a look at the session", async () => {
    const user = await world.watcher({}, HOME);
    const session = await watchedBy(user);
    await expect(user.claim({ ...session, token: `${session.token}x` })).rejects.toMatchObject({ code: 'not_found' });
    expect(sent).not.toContain('ad_claim_seen');
  });

  it("where the session is somebody else's", async () => {
    const [user, thief] = [await world.watcher({}, HOME), await world.watcher()];
    await expect(thief.claim(await watchedBy(user))).rejects.toMatchObject({ code: 'not_found' });
    await expect(thief.available()).resolves.toBe(0);
  });
});

describe.each(['risk_claim_facts', 'ad_claim_pay'])('what comes after the look and before %s', (call) => {
  /** Two people of one device, each with a session that is watched; the second claims while the first is judged. */
  async function crossing(dailyCap: number): Promise<{ first: Promise<AdClaim>; other: Watcher; user: Watcher }> {
    world.settings.change({ ads: { deviceDailyCap: dailyCap } });
    const place = { device: crypto.randomUUID(), address: '198.51.100.20' };
    const [user, other] = [await world.watcher({}, place), await world.watcher({}, place)];
    const [mine, theirs] = [await user.start(), await other.start()];
    await user.watch(mine, 6);
    await other.watch(theirs, 6);
    before = { call, work: () => other.claim(theirs) };
    return { first: user.claim(mine), other, user };
  }

  it('is seen: the cap of a shared device is not passed', async () => {
    const { first, other, user } = await crossing(5);
    await expect(first).rejects.toMatchObject({ code: 'cap_reached' });
    expect([await user.available(), await other.available()]).toEqual([0, 5]);
    expect(await keysOf(user)).toEqual([]);
  });

  it('is judged anew where both fit', async () => {
    const { first, other, user } = await crossing(10);
    await expect(first).resolves.toMatchObject({ reward: 5, repeated: false, dayOver: true });
    expect(sent).toContain('transaction');
    expect([await user.available(), await other.available()]).toEqual([5, 5]);
  });

  it('may be the same claim from another tab: it is paid once', async () => {
    world.settings.change({ ads: { deviceDailyCap: 1_000 } });
    const user = await world.watcher({}, HOME);
    const session = await watchedBy(user);
    before = { call, work: () => user.claim(session, 'the other tab') };
    await expect(user.claim(session)).resolves.toMatchObject({ reward: 5, available: 5, repeated: true });
    await expect(user.available()).resolves.toBe(5);
  });

  it.each([
    ['the session was cancelled', "UPDATE ad_sessions SET state = 'cancelled' WHERE id = $1::uuid"],
    ['its reward was changed', 'UPDATE ad_sessions SET reward_micro = reward_micro + 1 WHERE id = $1::uuid'],
    ['what was watched was taken back', 'UPDATE ad_views SET watched_ms = 0 WHERE session_id = $1::uuid'],
  ])('sends it the long way where %s', async (_case, change) => {
    const user = await world.watcher({}, HOME);
    const session = await watchedBy(user);
    before = { call, work: () => db.sql(change, [session.id]) };
    await user.claim(session).catch(() => undefined);
    expect(sent).toContain('transaction');
  });

  it('leaves the ledger its last word: what it has paid before is not paid again', async () => {
    const user = await world.watcher({}, HOME);
    const session = await watchedBy(user);
    const grant = `SELECT ledger_grant($1::uuid, 'ad', 5000000, NULL, 'grant', 'ad', $2::text, 'text', 'ad', $2::text,
      $3::timestamptz) AS answer`;
    before = { call, work: () => db.sql(grant, [user.userId, session.id, world.clock.now()]) };
    await user.claim(session);
    await expect(user.available()).resolves.toBe(5);
  });
});

it('knows at the judgement all that the payment takes for granted: the sixteenth of a device is asked like the others', async () => {
  world.settings.change({ ads: { deviceDailyCap: 5_000, addressDailyCap: 5_000 } });
  const place = { device: 'of a whole street', address: '198.51.100.30' };
  const people = await Promise.all(Array.from({ length: 16 }, () => world.watcher({}, place)));
  const sessions = await Promise.all(people.map((person) => person.start()));
  for (const second of [0, 2, 4, 6]) {
    for (const [index, person] of people.entries()) await person.beat(sessions[index]!, second);
    world.clock.advance(2_000);
  }
  const last = people[15]!.claim(sessions[15]!);
  const codes: string[] = [];
  before = {
    call: 'ad_claim_seen',
    work: async () => {
      for (const [index, person] of people.slice(0, 15).entries())
        codes.push(
          await person.claim(sessions[index]!).then(
            () => 'paid',
            (error: { code: string }) => error.code,
          ),
        );
    },
  };
  await expect(last).rejects.toMatchObject({ code: 'challenge_required' });
  expect(codes.filter((code) => code === 'paid').length).toBeGreaterThan(5);
  expect(codes.at(-1)).toBe('challenge_required');
});

describe('a turn that somebody has', () => {
  const HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('address:' || $1::text, 7))::text AS held";

  it('is waited for on the long way, and by nobody else', async () => {
    // One connection: whoever has it has all turns.
    if (db.mode === 'embedded') return;
    const address = '198.51.100.40';
    const people = await Promise.all(Array.from({ length: 6 }, () => world.watcher({}, { device: null, address })));
    const sessions: AdSessionView[] = [];
    for (const person of people) sessions.push(await watchedBy(person));
    const [held, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holder = db.transaction(async (tx) => {
      await tx.sql(HOLD, [address]);
      held.resolve();
      await free.promise;
    });
    await held.promise;
    const claims = people.map((person, index) => person.claim(sessions[index]!));
    while (sent.filter((call) => call === 'transaction').length < people.length)
      await new Promise((resolve) => setTimeout(resolve, 5));
    // Calls of stored functions of others go on, as long as the turn is held.
    const others = await world.watcher({}, HOME);
    await expect(others.claim(await watchedBy(others))).resolves.toMatchObject({ reward: 5 });
    free.resolve();
    await holder;
    for (const claim of claims) await expect(claim).resolves.toMatchObject({ reward: 5, repeated: false });
  });
});

it.each(['ad_claim_seen', 'risk_claim_facts', 'ad_claim_pay'])(
  'is paid once where the connection is lost at %s, before it is asked or before its answer',
  async (call) => {
    for (const fault of ['cut', 'lost'] as const) {
      let left = 1;
      const faulty = chaosDb(db, ({ text }) => (text.includes(`SELECT ${call}(`) && left-- > 0 ? fault : null));
      const user = await world.watcher({}, { ...HOME, device: crypto.randomUUID() });
      const session = await watchedBy(user);
      const claim = await claimAd({
        ctx: withCtx(user.ctx, { db: faulty }),
        input: { sessionId: session.id, token: session.token },
      });
      expect(left).toBeLessThan(1);
      expect(claim).toMatchObject({ reward: 5, available: 5 });
      await expect(user.available()).resolves.toBe(5);
    }
  },
);
