import { randomUUID } from 'node:crypto';
import { adjust, grant, refundRun } from '@/lib/credits';
import { sweepRuns } from '@/lib/tools';
import { openFaultyDb, type FaultyDb } from '@/tests/support/faulty-db';
import { ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, fails } from '@/tests/support/scripted-ai';

let faulty: FaultyDb;
let world: RunWorld;
/** The same data without faults, to look at what is really there. */
let truth: LedgerWorld;
beforeAll(async () => {
  faulty = await openFaultyDb();
  world = await runWorld(faulty.db);
  truth = ledgerWorld(faulty.calm);
});
afterAll(() => world.close());
afterEach(async () => {
  expect((await truth.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});

const calls = (name: string) => (sql: string) => sql.includes(`${name}(`);
const fresh = () => ({ ...REQUEST, input: { prompt: `Say ${randomUUID()}.` } });
const runsOf = (userId: string) =>
  faulty.calm.sql<{ id: string; status: string }>('SELECT id::text, status FROM runs WHERE user_id = $1::uuid', [
    userId,
  ]);
const external = () => ({ externalSource: 'lost', externalId: randomUUID() });

describe.each(['lost', 'cut'] as const)('a call whose %s connection left it without an answer', (kind) => {
  it('begins one run, which goes its way and is charged once', async () => {
    const userId = await world.userWith(20);
    world.ai.script = answers('An answer.');
    const asked = world.ai.calls.length;
    const fault = faulty.lose(kind, calls('run_begin'));
    const run = await world.run(world.ctxOf(userId), fresh());
    expect(fault.hit()).toBe(true);
    expect(run).toMatchObject({ status: 'succeeded', credits: { quoted: 5, charged: 5, refunded: 0 } });
    expect(world.ai.calls.length).toBe(asked + 1);
    expect(await runsOf(userId)).toEqual([{ id: run.id, status: 'succeeded' }]);
    expect(await world.available(userId)).toBe(15);
  });

  it('ends a run once, charges it once and tells what is stored', async () => {
    const userId = await world.userWith(20);
    world.ai.script = answers('An answer.');
    const fault = faulty.lose(kind, calls('run_finish'));
    const key = randomUUID();
    const request = fresh();
    const run = await world.run(world.ctxOf(userId), request, { key });
    expect(fault.hit()).toBe(true);
    expect(run).toMatchObject({ status: 'succeeded', output: { text: 'An answer.' }, credits: { charged: 5 } });
    expect(await world.available(userId)).toBe(15);
    // Whoever asks again under the key is told the same.
    expect(await world.run(world.ctxOf(userId), request, { key })).toEqual(run);
    expect(await world.available(userId)).toBe(15);
  });

  it('gives a failed run back once', async () => {
    const userId = await world.userWith(20);
    world.ai.script = fails('provider_unavailable');
    const fault = faulty.lose(kind, calls('run_finish'));
    await expect(world.run(world.ctxOf(userId), fresh())).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(fault.hit()).toBe(true);
    expect(await world.available(userId)).toBe(20);
  });

  it('answers from the cache, and charges its price once', async () => {
    const userId = await world.userWith(20);
    world.ai.script = answers('An answer.');
    const request = fresh();
    await world.run(world.ctxOf(userId), request);
    const before = await world.available(userId);
    const fault = faulty.lose(kind, calls('run_begin'));
    const kept = await world.run(world.ctxOf(userId), request);
    expect(fault.hit()).toBe(true);
    expect(kept).toMatchObject({ status: 'succeeded', cached: true, output: { text: 'An answer.' } });
    expect(await world.available(userId)).toBe(before - kept.credits.charged);
  });

  it('grants, refunds and adjusts once, without its caller noticing', async () => {
    const userId = await world.userWith(20);
    world.ai.script = answers('An answer.');
    const run = await world.run(world.ctxOf(userId), fresh());
    const ctx = world.system();
    const given = { ...external(), userId, source: 'bonus' as const, amountMicro: 2_000_000n, expiresAt: null };
    const first = faulty.lose(kind, calls('ledger_grant'));
    const granted = await grant({ ctx, input: { ...given, ref: { type: 'user', id: userId } } });
    expect(granted.outcome).toBe(kind === 'lost' ? 'repeated' : 'granted');
    expect(granted.availableMicro).toBe(17_000_000n);
    const second = faulty.lose(kind, calls('run_refund'));
    const back = { ...external(), holdId: run.id, amountMicro: 1_000_000n, reason: 'lost', code: 'operator' };
    expect((await refundRun({ ctx, input: back })).availableMicro).toBe(18_000_000n);
    const third = faulty.lose(kind, (sql) => sql === 'COMMIT');
    await adjust({ ctx, input: { userId, amountMicro: 3_000_000n, reason: 'lost', externalId: randomUUID() } });
    expect([first.hit(), second.hit(), third.hit()]).toEqual([true, true, true]);
    expect(await world.available(userId)).toBe(21);
  });
});

it('a run that could not be stored at all is told as refunded, and the sweep gives it back', async () => {
  const userId = await world.userWith(5);
  world.ai.script = answers('An answer.');
  const dead = world.ctxOf(userId, { db: { ...faulty.db, sql: neverEnding(faulty) }, instanceId: randomUUID() });
  await expect(world.run(dead, fresh())).rejects.toMatchObject({
    extra: { run: { credits: { charged: 0, refunded: 5, reason: 'interrupted' } } },
  });
  const sweep = { deadOwnersBefore: new Date(0), embedded: true };
  expect(await sweepRuns({ ctx: world.system(), input: sweep })).toEqual({ ended: 1 });
  expect(await world.available(userId)).toBe(5);
}, 240_000);

/** Loses every question about the end of a run. */
function neverEnding({ db }: FaultyDb): FaultyDb['db']['sql'] {
  return (text, values, sending) => {
    if (text.includes('run_finish(')) return Promise.reject(new Error('the connection was lost'));
    return db.sql(text, values, sending);
  };
}
