import { randomUUID } from 'node:crypto';
import { deleteRun, listRuns, updateRun, type RunView } from '@/lib/runs';
import { signRuns } from '@/lib/runs/search/sign-runs';
import { openTestDb } from '@/tests/support/test-db';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());

const TOPICS = ['a lighthouse in fog', 'Überraschung im Café', '東京の予算について', 'Наш годовой бюджет', 'x9 zq'];

async function runsOf(userId: string, prompts: readonly string[], answer = 'An answer.'): Promise<RunView[]> {
  world.ai.script = answers(answer);
  const made: RunView[] = [];
  for (const prompt of prompts) {
    world.clock.advance(1_000);
    made.push(await world.run(world.ctxOf(userId), { ...REQUEST, input: { prompt } }));
  }
  return made;
}

/** Ids count milliseconds: what came in this one is left for later. */
async function signAll(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 3));
  return signRuns({ ctx: world.system(), input: { youngerMs: 0 } });
}

describe.each([
  ['before their signatures are made', async () => undefined],
  ['once their signatures are made', signAll],
])('a search of the history, %s', (_, ready) => {
  it('finds parts of words in any writing, without regard to case and accents, and nothing else', async () => {
    const userId = await world.userWith(50);
    const ctx = world.ctxOf(userId);
    await runsOf(userId, TOPICS);
    await ready();
    const find = async (q: string) => (await listRuns({ ctx, input: { q } })).items.map((run) => run.input.prompt);
    expect(await find('LIGHT')).toEqual([TOPICS[0]]);
    expect(await find('fog house')).toEqual([TOPICS[0]]);
    expect(await find('uberraschung CAFE')).toEqual([TOPICS[1]]);
    expect(await find('Café')).toEqual([TOPICS[1]]);
    expect(await find('予算')).toEqual([TOPICS[2]]);
    expect(await find('БЮДЖЕТ')).toEqual([TOPICS[3]]);
    expect(await find('q')).toEqual([TOPICS[4]]);
    expect(await find('zq')).toEqual([TOPICS[4]]);
    expect(await find('lighthouse zq')).toEqual([]);
    expect(await find('nothing of the kind')).toEqual([]);
    expect(await find('answer')).toHaveLength(5);
  });

  it('follows a note that is written, changed and removed', async () => {
    const userId = await world.userWith(50);
    const ctx = world.ctxOf(userId);
    const [run] = await runsOf(userId, ['a harbour']);
    await ready();
    const count = async (q: string) => (await listRuns({ ctx, input: { q } })).items.length;
    await updateRun({ ctx, input: { id: run!.id, note: 'newsletter of May' } });
    expect(await count('newsletter')).toBe(1);
    await updateRun({ ctx, input: { id: run!.id, note: 'for June' } });
    expect([await count('newsletter'), await count('june')]).toEqual([0, 1]);
    await signAll();
    expect([await count('newsletter'), await count('june')]).toEqual([0, 1]);
    await updateRun({ ctx, input: { id: run!.id, note: null } });
    expect(await count('june')).toBe(0);
  });

  it('does not find what was deleted, nor what is somebody else’s', async () => {
    const [userId, other] = [await world.userWith(50), await world.userWith(50)];
    const word = `w${randomUUID().slice(0, 8)}`;
    const [mine] = await runsOf(userId, [`${word} mine`]);
    await runsOf(other, [`${word} theirs`]);
    await ready();
    const ctx = world.ctxOf(userId);
    const find = async () => (await listRuns({ ctx, input: { q: word } })).items.map((run) => run.id);
    expect(await find()).toEqual([mine!.id]);
    await deleteRun({ ctx, input: { id: mine!.id } });
    expect(await find()).toEqual([]);
    const rows = await ctx.db.sql('SELECT 1 AS left FROM run_search WHERE run_id = $1::uuid', [mine!.id]);
    expect(rows).toEqual([]);
  });

  it('is narrowed by every filter, in pages without gap or repeat', async () => {
    const userId = await world.userWith(90);
    const ctx = world.ctxOf(userId);
    const made = await runsOf(
      userId,
      Array.from({ length: 9 }, (_unused, index) => `page ${index}`),
    );
    await updateRun({ ctx, input: { id: made[3]!.id, favourite: true } });
    await ready();
    const find = async (input: object) => (await listRuns({ ctx, input: { q: 'page', ...input } })).items;
    expect(await find({ favourite: true })).toHaveLength(1);
    expect(await find({ favourite: false })).toHaveLength(8);
    expect(await find({ status: 'failed' })).toEqual([]);
    expect(await find({ kind: 'text', toolId: REQUEST.toolId })).toHaveLength(9);
    expect(await find({ kind: 'image' })).toEqual([]);
    const day = made[0]!.createdAt.slice(0, 10);
    expect(await find({ from: day, to: made.at(-1)!.createdAt.slice(0, 10) })).toHaveLength(9);
    expect(await find({ to: '2001-01-01' })).toEqual([]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRuns({ ctx, input: { q: 'page', limit: 2, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.items.map((run) => run.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(made.map((run) => run.id).toReversed());
  });
});

describe('the signatures of runs', () => {
  it('are made once, behind whatever is still under way, and follow its end', async () => {
    const userId = await world.userWith(50);
    const ctx = world.ctxOf(userId);
    const gate = Promise.withResolvers<void>();
    world.ai.script = answers('At last, a hare.', () => gate.promise);
    const { live } = await world.start(ctx, { ...REQUEST, input: { prompt: 'a slow tortoise' } });
    const [later] = await runsOf(userId, ['a swift']);
    await signAll();
    const find = async (q: string) =>
      (await listRuns({ ctx, input: { q } })).items.map((run) => [run.input.prompt, run.status]);
    expect(await find('tortoise')).toEqual([['a slow tortoise', 'running']]);
    gate.resolve();
    await live!.finished;
    expect(await find('hare')).toEqual([['a slow tortoise', 'succeeded']]);
    expect(await signAll()).toBe(1);
    expect(await signAll()).toBe(0);
    expect(await find('hare')).toEqual([['a slow tortoise', 'succeeded']]);
    expect(await find('swift')).toEqual([[later!.input.prompt, 'succeeded']]);
    const [mark] = await ctx.db.sql<{ ok: boolean }>('SELECT signed_below > $1::uuid AS ok FROM run_search_mark', [
      later!.id,
    ]);
    expect(mark).toEqual({ ok: true });
  });
});
