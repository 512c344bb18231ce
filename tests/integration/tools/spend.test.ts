import { randomUUID } from 'node:crypto';
import type { AttemptOutcome, Model } from '@/lib/ai/types';
import { createLiveRuns } from '@/lib/runs';
import { openTestDb } from '@/tests/support/test-db';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { OTHER, scriptedAi, STANDARD, type Script, type ScriptedAi } from '@/tests/support/scripted-ai';

/** A million tokens for a dollar, in and out; "An answer." and its request are some hundred tokens. */
const cost = { inputPerMillionTokens: 1_000_000, outputPerMillionTokens: 1_000_000 };
const PAID: Model = { ...STANDARD, cost };
const SPARE: Model = { ...OTHER, cost };
/** After so long a run waits for a new look. */
const STALE_MS = 120_000;

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());
beforeEach(async () => {
  await world.db.sql('DELETE FROM run_cost_shares');
  await world.db.sql('DELETE FROM runs');
});

/** As the chain does: asks whether a candidate is admitted, and says who answered. */
function admitting(gate: Promise<void> = Promise.resolve()): Script {
  return async function* ({ candidates, admit }) {
    for (const model of candidates) {
      const { provider, id } = model;
      const outcome: AttemptOutcome = admit?.(model) === false ? 'spend_cap' : 'succeeded';
      if (outcome === 'succeeded') {
        await gate;
        yield { type: 'committed', provider, model: id };
        yield { type: 'text', delta: 'An answer.' };
      }
      yield { type: 'attempt', attempt: { provider, model: id, outcome, ms: 1 } };
      if (outcome === 'spend_cap') continue;
      return yield { type: 'end', end: { status: 'succeeded', provider, model: id, usage: {} } };
    }
    yield { type: 'end', end: { status: 'failed', code: 'provider_unavailable', afterContent: false, usage: {} } };
  };
}

/** One more process on the same database: its own runs under way, its own reading. */
function newProcess(ai: ScriptedAi = scriptedAi(admitting(), [PAID, SPARE])) {
  const live = createLiveRuns();
  return async () => world.ctxOf(await world.userWith(20), { ai, live });
}

const outcomesOf = (run: { attempts: { provider: string; outcome: string }[] }) =>
  run.attempts.map(({ provider, outcome }) => `${provider} ${outcome}`);
const fresh = () => ({ toolId: 'text-generation', input: { prompt: `Say ${randomUUID()}.` }, fresh: true });
const capped = (usd: number, providers = ['alpha']) =>
  world.configure({ routing: { dailySpendUsd: Object.fromEntries(providers.map((id) => [id, usd])) } });

it('asks the table nothing, and counts nothing, while no cap is set', async () => {
  world.configure({});
  const ctx = await newProcess()();
  const before = world.trips();
  expect(outcomesOf(await world.run(ctx, fresh()))).toEqual(['alpha succeeded']);
  expect(world.trips() - before).toBe(2);
});

it('passes a provider over, without a call, once it has charged its cap of the day', async () => {
  capped(0.000_001);
  const open = newProcess();
  expect(outcomesOf(await world.run(await open(), fresh()))).toEqual(['alpha succeeded']);
  const run = await world.run(await open(), fresh());
  expect(outcomesOf(run)).toEqual(['alpha spend_cap', 'beta succeeded']);
  expect(run).toMatchObject({ status: 'succeeded', provider: 'beta', credits: { charged: 5 } });
});

it('ends refunded where every provider has', async () => {
  capped(0.000_001, ['alpha', 'beta']);
  const open = newProcess();
  await world.run(await open(), fresh());
  await world.run(await open(), fresh());
  const ctx = await open();
  await expect(world.run(ctx, fresh())).rejects.toMatchObject({
    code: 'provider_unavailable',
    extra: { run: { credits: { charged: 0 } } },
  });
});

it('a new process knows what others spent: it reads the table, not a store that may be lost', async () => {
  capped(0.000_001);
  await world.run(await newProcess()(), fresh());
  expect(outcomesOf(await world.run(await newProcess()(), fresh()))).toEqual(['alpha spend_cap', 'beta succeeded']);
});

it('what another process spends is known within half a minute', async () => {
  capped(0.000_001);
  const [one, two] = [newProcess(), newProcess()];
  // Nothing is spent yet, and each has looked.
  world.configure({ routing: { dailySpendUsd: { other: 1 } } });
  await world.run(await one(), fresh());
  await world.db.sql('DELETE FROM run_cost_shares');
  await world.db.sql('DELETE FROM runs');
  await world.run(await two(), fresh());
  world.clock.advance(30_001);
  capped(0.000_001);
  await world.run(await one(), fresh());
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(outcomesOf(await world.run(await one(), fresh()))).toEqual(['alpha spend_cap', 'beta succeeded']);
});

it('counts nothing twice, however often it looks', async () => {
  const open = newProcess();
  capped(1);
  await world.run(await open(), fresh());
  const [row] = await world.db.sql<{ nano: string }>('SELECT sum(cost_nano_usd)::text AS nano FROM runs');
  // Room for one and a half such runs: counted twice, one would fill it.
  for (let look = 0; look < 8; look++) {
    world.clock.advance(STALE_MS);
    capped((Number(row!.nano) * (look < 7 ? 1.5 : 1)) / 1e9);
    const { admit } = await admitted(open);
    expect(admit).toBe(look < 7);
  }
});

/** Whether the first provider would be asked now; the run itself is not counted. */
async function admitted(open: () => Promise<ReturnType<RunWorld['ctxOf']>>): Promise<{ admit: boolean }> {
  const ctx = await open();
  const run = await world.run(ctx, fresh());
  await world.db.sql('UPDATE runs SET cost_nano_usd = 0 WHERE id = $1::uuid', [run.id]);
  return { admit: outcomesOf(run)[0] === 'alpha succeeded' };
}

it('holds the most that runs under way can cost', async () => {
  capped(0.000_5);
  const gate = Promise.withResolvers<void>();
  const open = newProcess(scriptedAi(admitting(gate.promise), [PAID, SPARE]));
  const running = await Promise.all([open(), open()].map(async (ctx) => world.start(await ctx, fresh())));
  gate.resolve();
  const ended = await Promise.all(running.map(({ live }) => live!.finished));
  expect(ended.map(outcomesOf).toSorted()).toEqual([['alpha spend_cap', 'beta succeeded'], ['alpha succeeded']]);
  // What was held and not used is free again.
  expect(outcomesOf(await world.run(await open(), fresh()))).toEqual(['alpha succeeded']);
});

it('begins anew with every UTC day', async () => {
  capped(0.000_001);
  const open = newProcess();
  await world.run(await open(), fresh());
  expect(outcomesOf(await world.run(await open(), fresh()))[0]).toBe('alpha spend_cap');
  const now = world.clock.now();
  const nextDay = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  world.clock.advance(nextDay - now.getTime() + 1);
  expect(outcomesOf(await world.run(await open(), fresh()))).toEqual(['alpha succeeded']);
});

it('a look of yesterday that is still under way at midnight says nothing about today', async () => {
  capped(0.000_001);
  const open = newProcess();
  await world.run(await open(), fresh());
  const ctx = await open();
  const midnight = new Date(world.clock.now()).setUTCHours(24, 0, 0, 0);
  world.clock.set(new Date(midnight - 1));
  const [asked, late] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const sql: typeof ctx.db.sql = (text, ...rest) => {
    if (!text.includes('run_cost_shares WHERE')) return ctx.db.sql(text, ...rest);
    asked.resolve();
    return late.promise.then(() => ctx.db.sql(text, ...rest));
  };
  const yesterday = world.run({ ...ctx, db: { ...ctx.db, sql } }, fresh());
  await asked.promise;
  world.clock.set(new Date(midnight + 1));
  const today = world.start(await open(), fresh());
  setTimeout(late.resolve, 100);
  expect(outcomesOf(await (await today).live!.finished)[0]).toBe('alpha succeeded');
  await yesterday;
  // What yesterday's look has read is not added to today.
  capped(0.001);
  expect(outcomesOf(await world.run(await open(), fresh()))).toEqual(['alpha succeeded']);
});

it('a provider that invents its counts books no more than its model can take in and write', async () => {
  const ai = scriptedAi(admitting(), [{ ...PAID, maxOutputTokens: 16_000 }]);
  const { script } = ai;
  ai.script = async function* (input) {
    for await (const event of script(input))
      yield event.type === 'end'
        ? { ...event, end: { ...event.end, usage: { inputTokens: 90_000_000, outputTokens: 90_000_000 } } }
        : event;
  };
  capped(1);
  await world.run(await newProcess(ai)(), fresh());
  const [row] = await world.db.sql<{ usd: number }>('SELECT sum(cost_nano_usd)::float8 / 1e9 AS usd FROM runs');
  expect(row!.usd).toBeGreaterThan(0.016);
  expect(row!.usd).toBeLessThan(0.025);
});

it('a day that cannot be read stays closed for providers with a cap, and open for the others', async () => {
  capped(100);
  const ctx = await newProcess()();
  const sql: typeof ctx.db.sql = (text, ...rest) =>
    text.includes('run_cost_shares WHERE') ? Promise.reject(new Error('the table is away')) : ctx.db.sql(text, ...rest);
  const run = await world.run({ ...ctx, db: { ...ctx.db, sql } }, fresh());
  expect(outcomesOf(run)).toEqual(['alpha spend_cap', 'beta succeeded']);
});

/** The first one says two thousand characters and breaks off; the next one ends the text. */
const goesOn: Script = async function* ({ candidates, admit }) {
  const [first, second] = candidates.filter((model) => admit?.(model) !== false);
  if (first && second) {
    yield { type: 'committed', provider: first.provider, model: first.id };
    yield { type: 'text', delta: 'word '.repeat(400) };
    yield { type: 'attempt', attempt: { provider: first.provider, model: first.id, outcome: 'cut', ms: 1 } };
  }
  const last = second ?? first;
  if (!last)
    return yield {
      type: 'end',
      end: { status: 'failed', code: 'provider_unavailable', afterContent: false, usage: {} },
    };
  yield { type: 'committed', provider: last.provider, model: last.id };
  yield { type: 'text', delta: 'and the end.' };
  yield { type: 'attempt', attempt: { provider: last.provider, model: last.id, outcome: 'succeeded', ms: 1 } };
  yield { type: 'end', end: { status: 'succeeded', provider: last.provider, model: last.id, usage: {} } };
};

it('counts what a provider that broke off has charged as its own, here and in other processes', async () => {
  // Half a thousand tokens are half of it.
  capped(0.000_4);
  const ai = scriptedAi(goesOn, [PAID, SPARE]);
  const open = newProcess(ai);
  const run = await world.run(await open(), fresh());
  expect(outcomesOf(run)).toEqual(['alpha cut', 'beta succeeded']);
  const rows = await world.db.sql<{ provider: string; cost: string; total: string }>(
    `SELECT s.provider, s.cost_nano_usd::text AS cost, r.cost_nano_usd::text AS total
     FROM run_cost_shares s JOIN runs r ON r.id = s.run_id`,
  );
  expect(rows).toEqual([{ provider: 'alpha', cost: expect.any(String), total: expect.any(String) }]);
  const [share] = rows;
  expect(Number(share?.cost)).toBeGreaterThan(400_000);
  expect(Number(share?.total)).toBeGreaterThan(Number(share?.cost));
  for (const process of [open, newProcess(ai)])
    expect(outcomesOf(await world.run(await process(), fresh()))).toEqual(['beta succeeded']);
});

it('takes a share off the provider that ended the run', async () => {
  capped(0.001, ['beta']);
  const ai = scriptedAi(goesOn, [PAID, SPARE]);
  await world.run(await newProcess(ai)(), fresh());
  // Of the whole run, which cost more than the cap, beta has only its end.
  expect(outcomesOf(await world.run(await newProcess(ai)(), fresh()))).toEqual(['alpha cut', 'beta succeeded']);
});
