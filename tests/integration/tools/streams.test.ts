import { uiMessageChunkSchema } from 'ai';
import { readRun, streamResponse } from '@/lib/runs';
import { cancelRun } from '@/lib/tools';
import { partsOf, textOf, type RunWorld } from '@/tests/support/run-world';
import { worldPerFile } from '@/tests/support/run-worlds';
import { answers } from '@/tests/support/scripted-ai';
import { never, stepwise } from '@/tests/support/stepwise';

let world: RunWorld;
worldPerFile((own) => {
  world = own;
});

describe('a stream', () => {
  it('is made of valid parts and ends with the run', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = answers(['One ', 'two ', 'three.']);
    const { live } = await world.start(ctx);
    const parts = await partsOf(live!.read());
    const schema = uiMessageChunkSchema();
    for (const { chunk } of parts.slice(0, -1)) expect(await schema.validate!(chunk)).toMatchObject({ success: true });
    expect(parts.map(({ chunk }) => chunk?.type ?? '[DONE]').filter((type) => type !== 'text-delta')).toEqual([
      'start',
      'text-start',
      'text-end',
      'data-run',
      'finish',
      '[DONE]',
    ]);
    expect(textOf(parts)).toBe('One two three.');
    const ids = parts.map((part) => part.id);
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
  });

  it('goes out as server-sent events, each with its id', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = answers('Hello.');
    const { run, live } = await world.start(ctx);
    const response = streamResponse(run.id, live!.read());
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    expect(response.headers.get('x-run-id')).toBe(run.id);
    const events = (await response.text()).split('\n\n').filter((event) => event !== '' && !event.startsWith(':'));
    for (const event of events) expect(event).toMatch(/^id: \d+\ndata: /);
    expect(events.at(-1)).toMatch(/data: \[DONE\]$/);
  });

  it('tells the first content at once, long before the end', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(world, ['First', ' last']);
    const execution = await world.start(ctx);
    const reader = execution.live!.read();
    expect((await reader.next()).value).toMatchObject({ chunk: { type: 'start' } });
    await model.step(execution);
    expect((await reader.next()).value).toMatchObject({ chunk: { type: 'text-start' } });
    expect((await reader.next()).value).toMatchObject({ chunk: { type: 'text-delta', delta: 'First' } });
    expect(execution.live!.result).toBeNull();
    model.finish();
    await execution.live!.finished;
  });

  it('goes on when nobody listens any more', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    const model = stepwise(world, ['Half ', 'and whole.']);
    const execution = await world.start(ctx);
    const body = streamResponse(execution.run.id, execution.live!.read()).body!.getReader();
    await body.read();
    await body.cancel();
    model.finish();
    expect(await execution.live!.finished).toMatchObject({ status: 'succeeded', output: { text: 'Half and whole.' } });
    expect(await world.available(userId)).toBe(0);
  });

  it('resumes behind any event without a gap or a repeat, live and from the database', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(world, ['Alpha ', 'beta ', 'gamma ', 'delta.']);
    const execution = await world.start(ctx);
    const input = { id: execution.run.id, lastId: 0 };
    const whole = partsOf(execution.live!.read());
    for (let index = 0; index < 4; index++) {
      await model.step(execution);
      // Longer than the time in which deltas are joined, so that several are told.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const parts = await whole;
    expect(parts.filter(({ chunk }) => chunk?.type === 'text-delta').length).toBeGreaterThan(2);
    const elsewhere = { ...ctx, live: { ...ctx.live, get: () => undefined } };
    for (const [index, { id }] of parts.entries()) {
      for (const reader of [ctx, elsewhere]) {
        const rest = await partsOf(await readRun({ ctx: reader, input: { ...input, lastId: id } }));
        expect(textOf(parts.slice(0, index + 1)) + textOf(rest)).toBe('Alpha beta gamma delta.');
        const told = [...parts.slice(0, index + 1), ...rest].map(({ chunk }) => chunk?.type ?? '[DONE]');
        const once = told.filter((type) => type !== 'text-delta' && type !== '[DONE]');
        expect(once).toEqual(['start', 'text-start', 'text-end', 'data-run', 'finish']);
        expect(rest.at(-1)?.chunk).toBeNull();
      }
    }
  });

  it('follows a run of another process as its text is saved', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(world, ['Saved text ', 'and the rest.']);
    const execution = await world.start(ctx);
    await model.step(execution);
    const elsewhere = { ...ctx, live: { ...ctx.live, get: () => undefined } };
    const reader = await readRun({ ctx: elsewhere, input: { id: execution.run.id, lastId: 0 } });
    const first = [await reader.next(), await reader.next(), await reader.next()].map(({ value }) => value!);
    expect(textOf(first)).toBe('Saved text ');
    model.finish();
    const rest = await partsOf(reader);
    expect(textOf(rest)).toBe('and the rest.');
    expect(rest.find(({ chunk }) => chunk?.type === 'data-run')?.chunk).toMatchObject({
      data: { status: 'succeeded' },
    });
  });

  it("is nobody else's", async () => {
    const { run, live } = await world.start(world.ctxOf(await world.userWith(5)));
    await live!.finished;
    const stranger = world.ctxOf(await world.userWith(0));
    await expect(readRun({ ctx: stranger, input: { id: run.id, lastId: 0 } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('tells a failure and a stop in its last parts', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = answers('Never.', never);
    const { run, live } = await world.start(ctx);
    const parts = partsOf(live!.read());
    await cancelRun({ ctx, input: { id: run.id } });
    expect((await parts).map(({ chunk }) => chunk?.type ?? '[DONE]')).toEqual([
      'start',
      'data-run',
      'abort',
      'finish',
      '[DONE]',
    ]);
  });
});
