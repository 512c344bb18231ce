import type { ChatTurn } from '@/lib/ai/types';
import { deleteRun, getConversation, type RunView } from '@/lib/runs';
import { quote, runRequestSchema } from '@/lib/tools';
import { answers, fails } from '@/tests/support/scripted-ai';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
});
afterAll(() => world.close());
beforeEach(() => world.configure({}));

const chat = (message: string, continueRunId?: string) => ({
  toolId: 'chat',
  input: { message },
  ...(continueRunId ? { continueRunId } : {}),
});

/** What the model was told of earlier in its last call. */
function lastTurns(): readonly ChatTurn[] {
  const request = world.ai.calls.at(-1)?.request;
  if (request?.kind !== 'text') throw new Error('no text was asked for');
  return request.turns ?? [];
}

async function say(userId: string, message: string, after?: string): Promise<RunView> {
  world.ai.script = answers(`About ${message}.`);
  return world.run(world.ctxOf(userId), chat(message, after));
}

/** Answers the runs, oldest first. */
async function talk(userId: string, words: readonly string[]): Promise<RunView[]> {
  const runs: RunView[] = [];
  for (const word of words) runs.push(await say(userId, word, runs.at(-1)?.id));
  return runs;
}

const saidOf = (runs: readonly RunView[]) => runs.map((run) => run.input.message);

describe('a follow-up', () => {
  it('is told everything that was said on its line, oldest first, and belongs to the first run', async () => {
    const userId = await world.userWith(100);
    const [first, second, third] = await talk(userId, ['cats', 'dogs', 'birds']);
    expect(lastTurns()).toEqual([
      { role: 'user', text: 'cats' },
      { role: 'assistant', text: 'About cats.' },
      { role: 'user', text: 'dogs' },
      { role: 'assistant', text: 'About dogs.' },
    ]);
    expect(first).not.toHaveProperty('conversationId');
    expect(second).toMatchObject({ continues: first!.id, conversationId: first!.id });
    expect(third).toMatchObject({ continues: second!.id, conversationId: first!.id });
  });

  it('costs one round trip more than a run that stands alone', async () => {
    const userId = await world.userWith(100);
    const [first] = await talk(userId, ['cats']);
    const before = world.trips();
    await say(userId, 'dogs', first!.id);
    expect(world.trips() - before).toBe(3);
  });

  it('that is asked anew leaves the first answer beside the line', async () => {
    const userId = await world.userWith(100);
    const [first, second] = await talk(userId, ['cats', 'dogs']);
    const other = await say(userId, 'fish', first!.id);
    await say(userId, 'and then', other.id);
    expect(lastTurns().map(({ text }) => text)).toEqual(['cats', 'About cats.', 'fish', 'About fish.']);
    const shown = await getConversation({ ctx: world.ctxOf(userId), input: { runId: second!.id } });
    expect(saidOf(shown.runs)).toEqual(['cats', 'dogs']);
  });

  it('goes on from a run of any tool that writes, with what was typed there', async () => {
    const userId = await world.userWith(100);
    const text = 'The reefs are warm. Corals turn white.';
    world.ai.script = answers('Corals bleach.');
    const summary = await world.run(world.ctxOf(userId), { toolId: 'summarize', input: { text } });
    await say(userId, 'Why?', summary.id);
    expect(lastTurns()).toEqual([
      { role: 'user', text },
      { role: 'assistant', text: 'Corals bleach.' },
    ]);
  });

  it('goes past a turn that failed or was deleted', async () => {
    const userId = await world.userWith(100);
    const [first, second] = await talk(userId, ['cats', 'dogs']);
    world.ai.script = fails('provider_unavailable');
    const ctx = world.ctxOf(userId);
    const lost = await world.start(ctx, chat('birds', second!.id));
    await lost.live?.finished;
    await say(userId, 'again', lost.run.id);
    expect(lastTurns()).toHaveLength(4);
    await deleteRun({ ctx, input: { id: first!.id } });
    await say(userId, 'once more', second!.id);
    expect(lastTurns().map(({ text }) => text)).toEqual(['dogs', 'About dogs.']);
  });

  it('is no repeat of the same words in another conversation', async () => {
    const userId = await world.userWith(100);
    const [one] = await talk(userId, ['north']);
    const [two] = await talk(userId, ['south']);
    const first = await say(userId, 'and now?', one!.id);
    const again = await say(userId, 'and now?', one!.id);
    const other = await say(userId, 'and now?', two!.id);
    expect([first.cached, again.cached, other.cached]).toEqual([false, true, false]);
    expect(again).toMatchObject({ continues: one!.id, conversationId: one!.id });
  });

  it('costs more once what was said is longer than a flat price covers, quoted and charged alike', async () => {
    const userId = await world.userWith(100);
    const ctx = world.ctxOf(userId);
    world.ai.script = answers('y'.repeat(9_000));
    const first = await world.run(ctx, chat('x'.repeat(9_000)));
    const request = runRequestSchema.parse(chat('z'.repeat(2_000), first.id));
    const { price } = await quote({ ctx, input: request });
    expect(price).toBe(6.25);
    const second = await say(userId, 'z'.repeat(2_000), first.id);
    expect(second.credits).toMatchObject({ quoted: 6.25, charged: 6.25 });
  });
});

describe('a follow-up is refused', () => {
  it.each([
    ['to a run of somebody else', async () => (await say(await world.userWith(100), 'mine')).id],
    ['to a run that is not there', async () => '00000000-0000-4000-8000-000000000000'],
  ])('%s, by name and for nothing', async (_what, idOf) => {
    const userId = await world.userWith(10);
    await expect(world.run(world.ctxOf(userId), chat('Go on', await idOf()))).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'continueRunId' }],
    });
    expect(await world.available(userId)).toBe(10);
  });

  it('to a picture', async () => {
    const userId = await world.userWith(100);
    const ctx = world.ctxOf(userId);
    const { run, live } = await world.start(ctx, { toolId: 'image-generation', input: { prompt: 'A boat' } });
    await live?.finished;
    await expect(world.run(ctx, chat('Go on', run.id))).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('of a tool that begins anew each time', async () => {
    const userId = await world.userWith(100);
    const { id } = await say(userId, 'cats');
    const request = { toolId: 'summarize', input: { text: 'Long.' }, continueRunId: id };
    await expect(world.run(world.ctxOf(userId), request)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('while the answer before is on its way', async () => {
    const userId = await world.userWith(100);
    const gate = Promise.withResolvers<void>();
    world.ai.script = answers('Late.', () => gate.promise);
    const ctx = world.ctxOf(userId);
    const { run, live } = await world.start(ctx, chat('cats'));
    await expect(world.start(ctx, chat('dogs', run.id))).rejects.toMatchObject({ code: 'conflict' });
    gate.resolve();
    await live?.finished;
  });
});

describe('a conversation', () => {
  it('is read past a page that ends with what was deleted', async () => {
    const userId = await world.userWith(100);
    const [first, second, third] = await talk(userId, ['cats', 'dogs', 'birds']);
    const ctx = world.ctxOf(userId);
    await deleteRun({ ctx, input: { id: second!.id } });
    const page = (runId: string) => getConversation({ ctx, input: { runId, limit: 1 } });
    const newest = await page(third!.id);
    expect([saidOf(newest.runs), newest.before]).toEqual([['birds'], second!.id]);
    const middle = await page(newest.before!);
    expect([middle.runs, middle.before]).toEqual([[], first!.id]);
    expect(saidOf((await page(middle.before!)).runs)).toEqual(['cats']);
    await deleteRun({ ctx, input: { id: third!.id } });
    await expect(page(third!.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is shown in pages that end with the run asked for', async () => {
    const userId = await world.userWith(100);
    const runs = await talk(userId, ['one', 'two', 'three', 'four', 'five']);
    const ctx = world.ctxOf(userId);
    const newest = await getConversation({ ctx, input: { runId: runs[4]!.id, limit: 2 } });
    expect(saidOf(newest.runs)).toEqual(['four', 'five']);
    expect(newest.before).toBe(runs[2]!.id);
    const rest = await getConversation({ ctx, input: { runId: newest.before!, limit: 3 } });
    expect(saidOf(rest.runs)).toEqual(['one', 'two', 'three']);
    expect(rest.before).toBeNull();
  });

  it("is nobody else's", async () => {
    const userId = await world.userWith(100);
    const [run] = await talk(userId, ['secret']);
    const stranger = world.ctxOf(await world.userWith(1));
    await expect(getConversation({ ctx: stranger, input: { runId: run!.id } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
