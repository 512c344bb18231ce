import { randomUUID } from 'node:crypto';
import { getRun } from '@/lib/runs';
import { cancelRun } from '@/lib/tools';
import type { RunWorld } from '@/tests/support/run-world';
import { worldPerFile } from '@/tests/support/run-worlds';
import { answers } from '@/tests/support/scripted-ai';
import { never, stepwise } from '@/tests/support/stepwise';

let world: RunWorld;
worldPerFile((own) => {
  world = own;
});

describe('a stopped run', () => {
  it('is free before the first content', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    world.ai.script = answers('Never said.', never);
    const { run } = await world.start(ctx);
    const ended = await cancelRun({ ctx, input: { id: run.id } });
    expect(ended).toMatchObject({
      status: 'cancelled',
      output: {},
      credits: { charged: 0, refunded: 5, reason: 'cancelled' },
    });
    expect(await world.available(userId)).toBe(5);
  });

  it('costs a fifth at least after the first content, and keeps the text', async () => {
    const userId = await world.userWith(5);
    const ctx = world.ctxOf(userId);
    const model = stepwise(world, ['Some words ', 'never said']);
    const execution = await world.start(ctx);
    await model.step(execution);
    const ended = await cancelRun({ ctx, input: { id: execution.run.id } });
    expect(ended).toMatchObject({
      status: 'cancelled',
      output: { text: 'Some words ' },
      credits: { charged: 1, refunded: 4, reason: 'cancelled_partly' },
    });
    expect(await getRun({ ctx, input: { id: ended.id } })).toEqual(ended);
    expect(await world.available(userId)).toBe(4);
  });

  it('says so where nothing of the price was left to give back', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(world, ['x'.repeat(4_001), 'more']);
    const execution = await world.start(ctx);
    await model.step(execution);
    expect(await cancelRun({ ctx, input: { id: execution.run.id } })).toMatchObject({
      status: 'cancelled',
      message: 'You stopped this run. As much as its price pays for had arrived by then.',
      credits: { charged: 5, refunded: 0 },
    });
  });

  it('costs in proportion to what arrived, four characters a token', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(world, ['x'.repeat(2_000), 'more']);
    const execution = await world.start(ctx);
    await model.step(execution);
    expect((await cancelRun({ ctx, input: { id: execution.run.id } })).credits).toMatchObject({
      charged: 2.5,
      refunded: 2.5,
    });
  });

  it('stays as it ended when it had ended', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.script = answers('Done.');
    const run = await world.run(ctx);
    expect(await cancelRun({ ctx, input: { id: run.id } })).toEqual(run);
  });

  it('is stopped by its owner only', async () => {
    const model = stepwise(world, ['Mine.']);
    const execution = await world.start(world.ctxOf(await world.userWith(5)));
    const stranger = world.ctxOf(await world.userWith(0));
    for (const id of [execution.run.id, randomUUID(), 'nonsense']) {
      await expect(cancelRun({ ctx: stranger, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
    }
    model.finish();
    expect(await execution.live!.finished).toMatchObject({ status: 'succeeded' });
  });

  it('hears of a stop asked for in another process', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const model = stepwise(world, ['First ', 'second']);
    const execution = await world.start(ctx);
    const elsewhere = { ...ctx, live: { ...ctx.live, get: () => undefined } };
    expect(await cancelRun({ ctx: elsewhere, input: { id: execution.run.id } })).toMatchObject({ status: 'running' });
    await model.step(execution);
    expect(await execution.live!.finished).toMatchObject({ status: 'cancelled', output: { text: 'First ' } });
  });
});

it('costs what was quoted, though the operator has changed the price since', async () => {
  const ctx = world.ctxOf(await world.userWith(5));
  const model = stepwise(world, ['Quoted at five.']);
  const { live } = await world.start(ctx);
  world.configure({ prices: { text: { standard: 3 } } });
  model.finish();
  expect((await live!.finished).credits).toMatchObject({ quoted: 5, charged: 5, refunded: 0 });
});
