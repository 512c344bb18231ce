import { countTurns, deleteRuns, listRuns, shareRun, type RunView } from '@/lib/runs';
import { openTestDb } from '@/tests/support/test-db';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());

async function ask(userId: string, prompt: string): Promise<RunView> {
  world.clock.advance(1_000);
  world.ai.script = answers('An answer.');
  return world.run(world.ctxOf(userId), { ...REQUEST, input: { prompt } });
}

/** Makes `later` a turn that follows `before` in the conversation of `first`. */
async function follow(first: RunView, before: RunView, later: RunView): Promise<void> {
  await world
    .system()
    .db.sql('UPDATE runs SET continues_id = $2::uuid, conversation_id = $3::uuid WHERE id = $1::uuid', [
      ...[later.id, before.id, first.id],
    ]);
}

describe('the history', () => {
  it('shows a conversation as its latest turn where that is asked for, and all of its turns by its first run', async () => {
    const userId = await world.userWith(90);
    const ctx = world.ctxOf(userId);
    const [first, second, other, third] = [
      await ask(userId, 'one'),
      await ask(userId, 'two'),
      await ask(userId, 'apart'),
      await ask(userId, 'three'),
    ];
    await follow(first, first, second);
    await follow(first, second, third);
    const prompts = async (input: object) => (await listRuns({ ctx, input })).items.map((run) => run.input.prompt);
    expect(await prompts({})).toEqual(['three', 'apart', 'two', 'one']);
    expect(await prompts({ latestTurns: true })).toEqual(['three', 'apart']);
    expect(await prompts({ conversationId: first.id })).toEqual(['three', 'two', 'one']);
    expect(await prompts({ conversationId: first.id, q: 'two' })).toEqual(['two']);
    expect(await countTurns({ ctx, input: { conversationIds: [first.id, other.id] } })).toEqual({ [first.id]: 3 });
    const stranger = world.ctxOf(await world.userWith(0));
    expect(await countTurns({ ctx: stranger, input: { conversationIds: [first.id] } })).toEqual({});
    await deleteRuns({ ctx, input: { ids: [third.id] } });
    expect(await prompts({ latestTurns: true })).toEqual(['apart', 'two']);
  });

  it('is narrowed by status and by days of which both ends count', async () => {
    const userId = await world.userWith(90);
    const ctx = world.ctxOf(userId);
    const early = await ask(userId, 'early');
    world.clock.advance(3 * 86_400_000);
    const late = await ask(userId, 'late');
    const day = (run: RunView) => run.createdAt.slice(0, 10);
    const prompts = async (input: object) => (await listRuns({ ctx, input })).items.map((run) => run.input.prompt);
    expect(await prompts({ from: day(late) })).toEqual(['late']);
    expect(await prompts({ to: day(early) })).toEqual(['early']);
    expect(await prompts({ from: day(early), to: day(late) })).toEqual(['late', 'early']);
    expect(await prompts({ status: 'failed' })).toEqual([]);
    expect(await prompts({ status: 'succeeded' })).toEqual(['late', 'early']);
  });
});

describe('several runs at once', () => {
  it('are deleted with their links; others’, running and unknown ones are left out', async () => {
    const userId = await world.userWith(90);
    const ctx = world.ctxOf(userId);
    const [one, two, kept] = [await ask(userId, 'one'), await ask(userId, 'two'), await ask(userId, 'kept')];
    await shareRun({ ctx, input: { id: one.id } });
    const theirs = await ask(await world.userWith(20), 'theirs');
    const gate = Promise.withResolvers<void>();
    world.ai.script = answers('Late.', () => gate.promise);
    const { run: running, live } = await world.start(ctx, { ...REQUEST, input: { prompt: 'running' } });
    const ids = [one.id, two.id, one.id, theirs.id, running.id, 'x'];
    expect(await deleteRuns({ ctx, input: { ids } })).toBe(2);
    gate.resolve();
    await live!.finished;
    expect((await listRuns({ ctx, input: {} })).items.map((run) => run.id)).toEqual([running.id, kept.id]);
    const [live1] = await ctx.db.sql<{ live: number }>(
      'SELECT count(*)::integer AS live FROM shares WHERE user_id = $1::uuid AND revoked_at IS NULL',
      [userId],
    );
    expect(live1).toEqual({ live: 0 });
  });
});
