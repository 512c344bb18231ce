import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '@/lib/context';
import { createMemoryKv } from '@/lib/redis';
import { createLiveRuns, readRun, type RunPart } from '@/lib/runs';
import { cancelRun, sweepRuns, type Execution } from '@/lib/tools';
import { createMessageHub, type MessageHub } from '@/tests/support/message-hub';
import { openTestDb } from '@/tests/support/test-db';
import { partsOf, textOf, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

const WORDS = Array.from({ length: 60 }, (_, index) => `w${index} \u{1F600} `);
const WHOLE = WORDS.join('');

interface Instances {
  hub: MessageHub;
  /** The instance that drives, and the one that reads. */
  here: Ctx;
  there: Ctx;
  userId: string;
}

/** Two instances on one database, and somebody with credits for one run. */
async function instances(): Promise<Instances> {
  const hub = createMessageHub();
  const userId = await world.userWith(5);
  const make = () =>
    world.ctxOf(userId, {
      live: createLiveRuns(),
      instanceId: randomUUID(),
      kv: { ...createMemoryKv(), messages: hub.messages() },
    });
  return { hub, userId, here: make(), there: make() };
}

/** Starts a run that says a word every `everyMs`. */
async function speak(ctx: Ctx, everyMs = 25): Promise<Execution> {
  world.ai.script = answers(WORDS, () => sleep(everyMs));
  return world.start(ctx);
}

async function readThere({ there }: Instances, run: Execution, lastId = 0): Promise<RunPart[]> {
  return partsOf(await readRun({ ctx: there, input: { id: run.run.id, lastId } }));
}

const deltas = (parts: RunPart[]) => parts.filter(({ chunk }) => chunk?.type === 'text-delta');
const endOf = (parts: RunPart[]) => {
  const end = parts.map(({ chunk }) => chunk).find((chunk) => chunk?.type === 'data-run');
  return end?.type === 'data-run' ? end.data : undefined;
};

describe('a run that another instance drives', () => {
  it('is followed smoothly, exactly and with its end, by any number of readers over one watch', async () => {
    const both = await instances();
    const run = await speak(both.here);
    const all = await Promise.all(Array.from({ length: 10 }, () => readThere(both, run)));
    for (const parts of all) {
      expect(textOf(parts)).toBe(WHOLE);
      expect(endOf(parts)).toMatchObject({ status: 'succeeded', output: { text: WHOLE } });
      // 60 words in 1.5 s: the database alone would give three parts or so.
      expect(deltas(parts).length).toBeGreaterThan(12);
    }
    expect(both.hub.passed.get('watch')).toBeLessThan(5);
    expect(both.hub.passed.get('text')).toBeLessThan(50);
  }, 180_000);

  it('costs no message while nobody reads it elsewhere', async () => {
    const both = await instances();
    await (
      await speak(both.here, 2)
    ).live!.finished;
    expect(both.hub.passed.size).toBe(0);
  });

  it('is taken up behind any event', async () => {
    const both = await instances();
    const run = await speak(both.here, 10);
    const whole = await readThere(both, run);
    const cut = deltas(whole)[3]!;
    const rest = await readThere(both, run, cut.id);
    const before = whole.slice(0, whole.indexOf(cut) + 1);
    expect(textOf(before) + textOf(rest)).toBe(WHOLE);
  }, 180_000);

  it.each(['refuses', 'swallows', 'loses some'] as const)(
    'comes without a gap or a repeat over a store that %s from the middle on',
    async (mode) => {
      const both = await instances();
      const run = await speak(both.here, 40);
      void sleep(700).then(() => (both.hub.mode = mode));
      const parts = await readThere(both, run);
      expect(textOf(parts)).toBe(WHOLE);
      expect(endOf(parts)).toMatchObject({ status: 'succeeded' });
    },
    20_000,
  );

  it('is followed again when the store comes back', async () => {
    const both = await instances();
    both.hub.mode = 'refuses';
    const run = await speak(both.here, 60);
    void sleep(600).then(() => (both.hub.mode = 'well'));
    const parts = await readThere(both, run);
    expect(textOf(parts)).toBe(WHOLE);
    expect(both.hub.passed.get('text')).toBeGreaterThan(5);
  }, 180_000);

  it('is stopped from elsewhere at once, upstream too', async () => {
    const both = await instances();
    const run = await speak(both.here, 100);
    const reading = readThere(both, run);
    await sleep(500);
    const asked = performance.now();
    const ended = await cancelRun({ ctx: both.there, input: { id: run.run.id } });
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(run.live!.signal.aborted).toBe(true);
    expect(ended).toMatchObject({ status: 'cancelled', credits: { reason: 'cancelled_partly' } });
    const parts = await reading;
    expect(textOf(parts)).toBe(ended.output.text);
    expect(endOf(parts)).toMatchObject({ status: 'cancelled' });
  }, 180_000);

  it('is not stopped by a message alone', async () => {
    const both = await instances();
    const run = await speak(both.here, 5);
    const stop = JSON.stringify({ type: 'stop', run: run.run.id });
    await both.there.kv.messages!.publish(`megicai:instance:${both.here.instanceId}`, stop);
    await both.there.kv.messages!.publish(`megicai:instance:${both.here.instanceId}`, 'not json');
    expect(await run.live!.finished).toMatchObject({ status: 'succeeded' });
  });

  it('is told to have been interrupted as soon as the sweep has ended it, with what had been saved', async () => {
    const both = await instances();
    const run = await speak(both.here, 50);
    const reading = readThere(both, run);
    await sleep(1_700);
    // As good as dead: it says nothing more, and what it drives is not stored.
    both.hub.mode = 'swallows';
    const sweep = { deadOwnersBefore: new Date(0), embedded: true };
    expect(await sweepRuns({ ctx: world.system({ instanceId: randomUUID() }), input: sweep })).toEqual({ ended: 1 });
    const swept = performance.now();
    const parts = await reading;
    expect(performance.now() - swept).toBeLessThan(5_500);
    expect(endOf(parts)).toMatchObject({
      status: 'failed',
      credits: { charged: 0, refunded: 5, reason: 'interrupted' },
    });
    const kept = endOf(parts)!.output.text!;
    expect(kept.length).toBeGreaterThan(0);
    expect(WHOLE.startsWith(kept)).toBe(true);
    expect(await world.available(both.userId)).toBe(5);
    await run.live!.finished;
  }, 180_000);

  it('is not there for anybody else', async () => {
    const both = await instances();
    const run = await speak(both.here, 5);
    const stranger = { ...both.there, actor: world.person(await world.userWith(0)) };
    await expect(readRun({ ctx: stranger, input: { id: run.run.id, lastId: 0 } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await run.live!.finished;
  });
});
