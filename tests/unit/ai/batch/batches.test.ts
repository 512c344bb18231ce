import type { BatchTicket } from '@/lib/ai';
import { allOf, mistralWorld, openAiWorld, request, submit, type BatchWorld } from './batch-world';

describe.each([
  ['openai', openAiWorld],
  ['mistral', mistralWorld],
])('batches of %s', (_name, open) => {
  let world: BatchWorld;
  beforeAll(async () => void (world = await open()));
  afterAll(() => world.server.close());
  beforeEach(() => void world.server.heard.splice(0));

  test('the models that its interface takes cost half, others what they cost', () => {
    const { desk, model } = world;
    expect([desk.supports(model), desk.priceShare(model)]).toEqual([true, 0.5]);
    for (const other of [
      { ...model, capabilities: [] },
      { ...model, provider: 'nobody' },
      { ...model, kind: 'image' as const },
    ])
      expect([desk.supports(other), desk.priceShare(other)]).toEqual([false, 1]);
  });

  test('is submitted, runs, ends, and has a result for every request', async () => {
    world.server.batches.decree({ looks: 2, reverses: true });
    const ticket = await submit(world, ['row-1', 'row-2', 'row-3']);
    expect(JSON.parse(JSON.stringify(ticket))).toEqual(ticket);
    expect(ticket).toEqual({ provider: world.provider, id: expect.any(String) });
    expect(await world.desk.look(ticket)).toEqual({ state: 'running', done: 0, failed: 0, total: 3 });
    await world.desk.look(ticket);
    expect(await world.desk.look(ticket)).toEqual({ state: 'done', done: 3, failed: 0, total: 3 });
    const results = await allOf(world, ticket);
    expect(results.map(({ id }) => id)).toEqual(['row-3', 'row-2', 'row-1']);
    for (const result of results)
      expect(result).toMatchObject({ text: 'The quick brown fox.', usage: { outputTokens: 5 } });
  });

  test('requests that fail say how, and the others have their text', async () => {
    const faults = { bad: 400, filtered: 0, broken: 500, busy: 429, late: 'late' } as const;
    world.server.batches.decree({ looks: 0, faults, ends: 'expired' });
    const ticket = await submit(world, ['good', ...Object.keys(faults)]);
    expect(await world.desk.look(ticket)).toEqual({ state: 'done', done: 1, failed: 5, total: 6 });
    const failures = Object.fromEntries((await allOf(world, ticket)).map(({ id, failure }) => [id, failure]));
    expect(failures).toEqual({
      good: undefined,
      bad: 'invalid_input',
      filtered: 'moderated',
      broken: 'provider_unavailable',
      busy: 'provider_unavailable',
      late: 'provider_timeout',
    });
  });

  test('lines that are none are passed over', async () => {
    world.server.batches.decree({ looks: 0, stammers: true });
    const ticket = await submit(world, ['a', 'b', 'c']);
    await world.desk.look(ticket);
    expect((await allOf(world, ticket)).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('a batch that fails or is cancelled says so; what was done can be read', async () => {
    world.server.batches.decree({ looks: 0, ends: 'failed' });
    const lost = await submit(world, ['a']);
    expect((await world.desk.look(lost)).state).toBe('failed');
    expect(await allOf(world, lost)).toEqual([]);
    const stopped = await submit(world, ['a']);
    await world.desk.cancel(stopped);
    expect((await world.desk.look(stopped)).state).toBe('cancelled');
    expect(await allOf(world, stopped)).toHaveLength(1);
  });

  test('a batch whose answer was lost is found by its reference, and by no other', async () => {
    for (let index = 0; index < 120; index += 1) await submit(world, ['a'], `other-${index}`);
    world.server.batches.decree({ losesAnswer: true });
    await expect(submit(world, ['a'], 'lost-one')).rejects.toMatchObject({ outcome: 'refused_connection' });
    for (let index = 120; index < 240; index += 1) await submit(world, ['a'], `other-${index}`);
    world.server.heard.splice(0);
    const found = await world.desk.find(world.provider, 'lost-one');
    expect(found?.provider).toBe(world.provider);
    expect(world.server.heard).toHaveLength(2);
    expect((await allOf(world, found as BatchTicket)).length).toBeGreaterThanOrEqual(0);
    expect(await world.desk.find(world.provider, 'nothing')).toBeNull();
  });

  test('what nobody would take is not sent', async () => {
    const order = { model: world.model, reference: 'x' };
    const picture = { kind: 'image', prompt: 'x', width: 1, height: 1 } as const;
    for (const requests of [
      [],
      [{ id: 'a b', request: request('x') }],
      [{ id: 'x'.repeat(65), request: request('x') }],
      [
        { id: 'a', request: request('x') },
        { id: 'a', request: request('y') },
      ],
      [{ id: 'a', request: picture }],
    ])
      await expect(world.desk.submit({ ...order, requests })).rejects.toMatchObject({ outcome: 'bad_request' });
    expect(world.server.heard).toEqual([]);
  });

  test.each([
    [401, 'unauthorized'],
    [429, 'rate_limited'],
    [500, 'server_error'],
  ])('status %d rejects as %s, wherever it comes', async (status, outcome) => {
    const ticket = await submit(world, ['a']);
    const refusal = { do: 'refuse', status, retryAfter: '7' } as const;
    const expected = { outcome, httpStatus: status };
    world.fail(refusal);
    await expect(submit(world, ['a'])).rejects.toMatchObject(expected);
    world.fail(refusal);
    await expect(world.desk.look(ticket)).rejects.toMatchObject(expected);
    world.fail(refusal);
    await expect(allOf(world, ticket)).rejects.toMatchObject(expected);
    world.fail(refusal);
    await expect(world.desk.cancel(ticket)).rejects.toMatchObject(expected);
    world.fail(refusal);
    await expect(world.desk.find(world.provider, 'x')).rejects.toMatchObject(expected);
  });

  test('a caller that goes away ends the call', async () => {
    const ticket = await submit(world, ['a']);
    world.server.heard.splice(0);
    world.fail({ do: 'stall' });
    const stop = new AbortController();
    const looking = world.desk.look(ticket, stop.signal);
    await world.server.waitFor(() => true);
    stop.abort(new Error('enough'));
    await expect(looking).rejects.toThrow();
    await world.server.waitFor(({ aborted }) => aborted);
  });

  test('an unknown batch and a provider without batches are told apart from silence', async () => {
    await expect(world.desk.look({ provider: world.provider, id: 'nobody' })).rejects.toMatchObject({
      httpStatus: 404,
    });
    await expect(world.desk.look({ provider: 'deepseek', id: 'x' })).rejects.toMatchObject({ outcome: 'bad_response' });
  });
});
