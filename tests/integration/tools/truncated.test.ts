import { readRun } from '@/lib/runs';
import type { Usage } from '@/lib/ai/types';
import { partsOf, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, STANDARD, type Script } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
});
afterAll(() => world.close());
beforeEach(() => world.configure({}));

/** An answer that its model ended, or not, at the limit it was given. */
function ending(usage: Usage, text = 'Once upon a'): Script {
  return async function* (input) {
    for await (const event of answers(text)(input))
      yield event.type === 'end' && event.end.status === 'succeeded'
        ? { ...event, end: { ...event.end, usage } }
        : event;
  };
}

it('is paid as quoted, says so beside itself and in its stream, and says it again when it comes from the cache', async () => {
  const userId = await world.userWith(10);
  const ctx = world.ctxOf(userId);
  world.ai.script = ending({ inputTokens: 7, outputTokens: 900, truncated: true });
  const run = await world.run(ctx);
  expect(run).toMatchObject({
    ...{ status: 'succeeded', usage: { truncated: true }, credits: { charged: 5, refunded: 0 } },
    message: expect.stringContaining('limit of its length'),
  });
  const again = await world.run(ctx);
  expect(again).toMatchObject({ cached: true, usage: { truncated: true }, message: run.message });
  const parts = await partsOf(await readRun({ ctx, input: { id: run.id, lastId: 0 } }));
  expect(parts.map(({ chunk }) => chunk)).toContainEqual({ type: 'finish', finishReason: 'length' });
  expect(await world.verify()).toMatchObject({ ok: true });
});

it('is told of with a metered price, too, and not of an answer that ended by itself', async () => {
  const rates = { perThousandOutputTokens: 2, floor: 0.1, ceiling: 20 };
  world.configure({ prices: { overrides: { [`text-generation:${STANDARD.id}`]: { rule: 'metered', ...rates } } } });
  const ctx = world.ctxOf(await world.userWith(20));
  world.ai.script = ending({ inputTokens: 7, outputTokens: 90, truncated: true });
  expect((await world.run(ctx)).usage).toEqual({ inputTokens: 7, outputTokens: 90, truncated: true });
  world.ai.script = ending({ inputTokens: 7, outputTokens: 90 });
  const whole = await world.run(ctx, { toolId: 'text-generation', input: { prompt: 'Something else.' } });
  expect(whole.message).toBeUndefined();
  expect(whole.usage).toEqual({ inputTokens: 7, outputTokens: 90 });
});

it('that has lost the form it was asked for by it is no answer, and refunded', async () => {
  const userId = await world.userWith(10);
  world.ai.script = ending({ truncated: true }, '[{"name":"Ann"},{"na');
  const request = { toolId: 'extract', input: { text: 'Ann and Bo.', fields: 'name' } };
  await expect(world.run(world.ctxOf(userId), request)).rejects.toMatchObject({
    extra: { run: { status: 'failed', credits: { charged: 0, reason: 'wrong_form' } } },
  });
  expect(await world.available(userId)).toBe(10);
});
