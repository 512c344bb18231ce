import { randomUUID } from 'node:crypto';
import { refundRun } from '@/lib/admin';
import type { Db } from '@/lib/db';
import { deleteRun, eraseRuns, type RunView } from '@/lib/runs';
import { settingsSchema } from '@/lib/settings';
import { cancelRun, judgeCache, quote, runRequestSchema } from '@/lib/tools';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, fails } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

const SHARED = { cache: { shared: ['text-generation'] }, prices: { sharedRepeat: 2 } };

let world: RunWorld;
let asked = 0;
/** A request that nobody has made yet. */
const fresh = () => ({ ...REQUEST, input: { prompt: `Question ${++asked}` } });

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
beforeEach(async () => {
  world = await runWorld(db);
  world.configure(SHARED);
});
afterEach(async () => {
  expect((await world.verify()).ok).toBe(true);
  await world.close();
});

const somebody = async (credits = 50) => world.ctxOf(await world.userWith(credits));
const calls = () => world.ai.calls.length;

describe("another's kept answer", () => {
  it('serves the same request at the shared price, and says nothing of whose it was', async () => {
    const request = fresh();
    const source = await world.run(await somebody(), request);
    const ctx = await somebody();
    const kept = await world.run(ctx, request);
    expect(calls()).toBe(1);
    expect(kept).toMatchObject({
      status: 'succeeded',
      cached: true,
      output: { text: source.output.text },
      credits: { quoted: 2, charged: 2, refunded: 0 },
    });
    expect(kept.joined).toBeUndefined();
    const [row] = await world.db.sql<{ row: string }>(
      'SELECT row_to_json(runs)::text AS row FROM runs WHERE id = $1::uuid',
      [kept.id],
    );
    expect(row!.row).not.toContain(source.id);
  });

  it("costs no more than asking anew, and is preferred less than one's own", async () => {
    world.configure({ ...SHARED, prices: { sharedRepeat: 40, ownRepeat: 1 } });
    const request = fresh();
    const own = await somebody();
    await world.run(own, request);
    const shared = await world.run(await somebody(), request);
    expect(shared.credits.charged).toBe(5);
    expect((await world.run(own, request)).credits.charged).toBe(1);
  });

  it('is told by the quote, and refused for want of its price', async () => {
    const request = fresh();
    await world.run(await somebody(), request);
    const ctx = await somebody(1);
    const told = await quote({ ctx, input: runRequestSchema.parse(request) });
    expect(told).toMatchObject({ price: 5, cachedPrice: 0, sharedPrice: 2 });
    await expect(world.start(ctx, request)).rejects.toMatchObject({
      code: 'insufficient_credits',
      extra: { needed: 2, available: 1 },
    });
    const alone = await quote({ ctx, input: runRequestSchema.parse({ ...request, private: true }) });
    expect(alone.sharedPrice).toBeUndefined();
  });

  it('is found however the request is written', async () => {
    await world.run(await somebody(), { toolId: 'text-generation', input: { prompt: 'Cr\u00e8me br\u00fbl\u00e9e' } });
    const kept = await world.run(await somebody(), {
      options: {},
      input: { prompt: ' Cre\u0300me bru\u0302le\u0301e ' },
      toolId: 'text-generation',
    });
    expect(kept.cached).toBe(true);
  });
});

describe('an answer stays with its user', () => {
  async function refuses(first: object, second: object = first): Promise<RunView> {
    await world.run(await somebody(), first);
    const before = calls();
    const run = await world.run(await somebody(), second);
    expect(run.cached).toBe(false);
    expect(calls()).toBe(before + 1);
    return run;
  }

  it('where the tool is not shared', async () => {
    world.configure({});
    await refuses(fresh());
  });

  it('where it was made before the tool was shared', async () => {
    world.configure({});
    const request = fresh();
    await world.run(await somebody(), request);
    world.configure(SHARED);
    expect((await world.run(await somebody(), request)).cached).toBe(false);
  });

  it('where its request was private, and a private request takes none', async () => {
    const request = fresh();
    await refuses({ ...request, private: true }, request);
    await refuses(fresh(), { ...request, private: true });
  });

  it('where others ask with fresh: true', async () => {
    const request = fresh();
    await refuses(request, { ...request, fresh: true });
  });

  it('where another model was asked for', async () => {
    const request = fresh();
    await refuses(request, { ...request, model: 'alpha-small' });
  });

  it('where a picture was made', async () => {
    await refuses({ toolId: 'image-generation', input: { prompt: 'A lighthouse.' } }).catch((error: unknown) => error);
    const shared = await world.db.sql(`SELECT 1 AS one FROM runs WHERE kind = 'image' AND shareable`);
    expect(shared).toEqual([]);
  });

  it.each([
    ['failed', fails('provider_unavailable', 'Half')],
    ['was moderated', fails('moderated')],
  ])('where it %s', async (_what, script) => {
    const request = fresh();
    world.ai.script = script;
    await world.run(await somebody(), request).catch(() => null);
    world.ai.script = answers('An answer.');
    expect((await world.run(await somebody(), request)).cached).toBe(false);
  });

  it('where it was stopped part of the way', async () => {
    const request = fresh();
    world.ai.script = answers(['Half. ', 'Never.'], (index) =>
      index === 0 ? Promise.resolve() : new Promise(() => {}),
    );
    const ctx = await somebody();
    const { run, live } = await world.start(ctx, request);
    while (live!.text === '') await new Promise((resolve) => setTimeout(resolve, 5));
    await cancelRun({ ctx, input: { id: run.id } });
    world.ai.script = answers('An answer.');
    expect((await world.run(await somebody(), request)).cached).toBe(false);
  });

  it.each(['deleted', 'erased', 'refunded'] as const)('where it was %s', async (what) => {
    const request = fresh();
    const ctx = await somebody();
    const { id } = await world.run(ctx, request);
    if (what === 'deleted') await deleteRun({ ctx, input: { id } });
    if (what === 'erased') await (await eraseRuns({ ctx })).finish();
    if (what === 'refunded') {
      const operator = world.ctx(world.operator(await world.newUser()));
      await refundRun({ ctx: operator, input: { runId: id, reason: 'Sorry.', idempotencyKey: randomUUID() } });
    }
    expect((await world.run(await somebody(), request)).cached).toBe(false);
  });

  it('once its time is over, by the tool', async () => {
    world.configure({ ...SHARED, cache: { shared: ['text-generation'], hours: { 'text-generation': 2 } } });
    const request = fresh();
    await world.run(await somebody(), request);
    world.clock.advance(119 * 60_000);
    expect((await world.run(await somebody(), request)).cached).toBe(true);
    world.clock.advance(2 * 60_000);
    expect((await world.run(await somebody(), request)).cached).toBe(false);
  });

  it('and is not kept at all at 0 hours', async () => {
    world.configure({ cache: { hours: { 'text-generation': 0 } } });
    const request = fresh();
    const ctx = await somebody();
    await world.run(ctx, request);
    expect((await world.run(ctx, request)).cached).toBe(false);
  });
});

it('knows what was saved', async () => {
  const request = fresh();
  const { id } = await world.run(await somebody(), request);
  await world.db.sql('UPDATE runs SET cost_nano_usd = 7000 WHERE id = $1::uuid RETURNING id', [id]);
  const kept = await world.run(await somebody(), request);
  const [row] = await world.db.sql<{ saved: string; cost: string }>(
    'SELECT saved_nano_usd::text AS saved, cost_nano_usd::text AS cost FROM runs WHERE id = $1::uuid',
    [kept.id],
  );
  expect(row).toEqual({ saved: '7000', cost: '0' });
});

test.each([
  [{ cache: { hours: { nothing: 1 } } }, ['cache.hours.nothing']],
  [{ cache: { shared: ['summarize', 'nothing'] } }, ['cache.shared.1']],
  [{ cache: { shared: ['image-generation'] } }, ['cache.shared.0']],
  [{ cache: { shared: ['summarize'], hours: { 'image-generation': 0 } } }, []],
])('settings %j are refused at %j', (tree, paths) => {
  expect(judgeCache(settingsSchema.parse(tree)).map(({ path }) => path)).toEqual(paths);
});
