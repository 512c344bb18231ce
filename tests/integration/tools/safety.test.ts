import { randomUUID } from 'node:crypto';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { getRun, readRun } from '@/lib/runs';
import { forgetRefusals, tryModeration } from '@/lib/tools';
import { openTestDb } from '@/tests/support/test-db';
import { partsOf, runWorld, textOf, type RunWorld } from '@/tests/support/run-world';
import { answers, fails, paints } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());
beforeEach(() => {
  world.configure({});
  world.ai.script = answers('An answer.');
  world.ai.verdict = null;
  world.ai.judged.length = 0;
});
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

const refusal = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('was expected to be refused')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error as Error)),
  );

const DAY_MS = 86_400_000;
const asks = (prompt: string) => ({ toolId: 'text-generation', input: { prompt } });
const picture = (prompt: string) => ({ toolId: 'image-generation', input: { prompt } });
const idOf = (ctx: Ctx) => (ctx.actor as { userId: string }).userId;
const flag = { flagged: true, categories: ['violence'], provider: 'alpha' };
const fine = { flagged: false, categories: [], provider: 'alpha' };
const runsOf = (ctx: Ctx) =>
  world.db.sql<{ id: string }>('SELECT id::text AS id FROM runs WHERE user_id = $1::uuid', [idOf(ctx)]);

describe('before a run', () => {
  it('refuses what holds a term: no hold, no row, no provider, and a plain sentence at its field', async () => {
    world.configure({ moderation: { terms: ['make a bomb'] } });
    const ctx = world.ctxOf(await world.userWith(5));
    const calls = world.ai.calls.length;
    const error = await refusal(world.run(ctx, asks('How do I Make a  BOMB?')));
    expect(error).toMatchObject({ code: 'moderated', status: 422, fields: [{ path: 'input.prompt' }] });
    expect(error.detail).not.toMatch(/bomb/i);
    expect(await runsOf(ctx)).toEqual([]);
    expect(world.ai.calls.length).toBe(calls);
    expect(await world.available(idOf(ctx))).toBe(5);
  });

  it('costs no round trip where there is nothing to look for, and none for what is clean', async () => {
    const trips = async (moderation: object) => {
      world.configure({ moderation });
      const ctx = world.ctxOf(await world.userWith(5));
      const before = world.trips();
      await world.start(ctx, asks(randomUUID()));
      return world.trips() - before;
    };
    const least = await trips({ before: 'off' });
    expect(await trips({})).toBe(least);
    expect(await trips({ terms: ['bomb'], after: 'list' })).toBe(least);
  });

  it('looks at what was typed, not at our own instructions or at what was chosen', async () => {
    world.configure({ moderation: { terms: ['formal', 'rewrite', 'text', 'tone'] } });
    const ctx = world.ctxOf(await world.userWith(5));
    const rewrite = { toolId: 'rewrite', input: { text: 'Good day to you.', tone: 'friendly' } };
    expect(await world.run(ctx, rewrite)).toMatchObject({ status: 'succeeded' });
  });

  it('counts towards the limit of a day, together with runs that a provider refused', async () => {
    world.configure({ moderation: { terms: ['bomb'] }, runs: { moderationRefundsPerDay: 3 } });
    const ctx = world.ctxOf(await world.userWith(50));
    world.ai.script = fails('moderated');
    expect(await refusal(world.run(ctx, asks('one')))).toMatchObject({ code: 'moderated' });
    world.ai.script = answers('An answer.');
    world.clock.advance(3_600_000);
    for (let n = 0; n < 2; n++) expect(await refusal(world.run(ctx, asks('a bomb')))).toMatchObject({ status: 422 });
    const retryAt = new Date(ctx.clock.now().getTime() + DAY_MS - 3_600_000).toISOString();
    // The next one is not counted, so asking again does not prolong the pause; harmless ones wait as well.
    const again = await refusal(world.run(ctx, asks('a bomb')));
    expect(again).toMatchObject({ code: 'cap_reached', extra: { retryAt } });
    expect(await refusal(world.run(ctx, asks('tea')))).toMatchObject({ code: 'cap_reached', extra: { retryAt } });
    world.clock.advance(DAY_MS - 3_600_000);
    expect(await world.run(ctx, asks('tea'))).toMatchObject({ status: 'succeeded' });
  });

  it('pauses after refusals alone, and nobody else', async () => {
    world.configure({ moderation: { terms: ['bomb'] }, runs: { moderationRefundsPerDay: 2 } });
    const ctx = world.ctxOf(await world.userWith(5));
    for (let n = 0; n < 2; n++) await refusal(world.run(ctx, asks('bomb')));
    expect(await refusal(world.run(ctx, asks('tea')))).toMatchObject({ code: 'cap_reached' });
    const other = world.ctxOf(await world.userWith(5));
    expect(await world.run(other, asks('tea'))).toMatchObject({ status: 'succeeded' });
    world.clock.advance(3 * DAY_MS);
    await forgetRefusals({ ctx: world.system() });
    expect(await world.db.sql('SELECT 1 FROM moderation_refusals')).toEqual([]);
    await expect(forgetRefusals({ ctx })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('answers a key that was let through as it was answered, whatever is on the list since', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    const first = await world.run(ctx, asks('a bomb'), { key: 'same' });
    world.configure({ moderation: { terms: ['bomb'] } });
    expect(await world.run(ctx, asks('a bomb'), { key: 'same' })).toMatchObject({ id: first.id });
    expect(await refusal(world.run(ctx, asks('a bomb'), { key: 'other' }))).toMatchObject({ code: 'moderated' });
  });

  it('takes the same key for other words after a refusal', async () => {
    world.configure({ moderation: { terms: ['bomb'] } });
    const ctx = world.ctxOf(await world.userWith(5));
    await refusal(world.run(ctx, asks('bomb'), { key: 'again' }));
    expect(await world.run(ctx, asks('tea'), { key: 'again' })).toMatchObject({ status: 'succeeded' });
  });
});

describe('a provider’s endpoint before a run', () => {
  beforeEach(() => world.configure({ moderation: { before: 'provider', terms: ['bomb'] } }));

  it('is asked for what the list lets through, and its word is taken', async () => {
    const ctx = world.ctxOf(await world.userWith(5));
    world.ai.verdict = flag;
    expect(await refusal(world.run(ctx, asks('something vile')))).toMatchObject({ code: 'moderated', fields: [] });
    expect(world.ai.judged).toEqual([{ text: 'something vile' }]);
    await refusal(world.run(ctx, asks('a bomb')));
    expect(world.ai.judged).toHaveLength(1);
    world.ai.verdict = fine;
    expect(await world.run(ctx, asks('tea'))).toMatchObject({ status: 'succeeded' });
  });

  it.each([
    ['fails', () => Promise.resolve(null)],
    ['throws', () => Promise.reject(new Error('it promised not to'))],
    ['answers nonsense', () => Promise.resolve({ flagged: 'no' } as never)],
  ])('that %s leaves the list to decide', async (_how, moderate) => {
    const ctx = world.ctxOf(await world.userWith(10), { ai: { ...world.ai, moderate } });
    expect(await world.run(ctx, asks('tea'))).toMatchObject({ status: 'succeeded' });
    expect(await refusal(world.run(ctx, asks('a bomb')))).toMatchObject({ code: 'moderated' });
  });

  it('that stalls is waited for some seconds and no more', async () => {
    const moderate = () => new Promise<never>(() => {});
    const ctx = world.ctxOf(await world.userWith(5), { ai: { ...world.ai, moderate } });
    const began = performance.now();
    expect(await world.run(ctx, asks('tea'))).toMatchObject({ status: 'succeeded' });
    expect(performance.now() - began).toBeLessThan(20_000);
  }, 180_000);

  it('that fails lets nothing through where the operator says so, and that counts for nothing', async () => {
    world.configure({
      moderation: { before: 'provider', failOpen: false },
      runs: { moderationRefundsPerDay: 1 },
    });
    const ctx = world.ctxOf(await world.userWith(5));
    expect(await refusal(world.run(ctx, asks('tea')))).toMatchObject({ code: 'provider_unavailable', status: 503 });
    expect(await runsOf(ctx)).toEqual([]);
    world.ai.verdict = fine;
    expect(await world.run(ctx, asks('tea'))).toMatchObject({ status: 'succeeded' });
  });
});

describe('what a model answers', () => {
  const kept = async (id: string) => {
    const [row] = await world.db.sql<{ output: object }>('SELECT output FROM runs WHERE id = $1::uuid', [id]);
    return row?.output;
  };

  it('is kept from nobody while nothing is switched on', async () => {
    world.configure({ moderation: { terms: ['bomb'] } });
    world.ai.script = answers('A bomb.');
    const ctx = world.ctxOf(await world.userWith(5));
    expect(await world.run(ctx, asks('tea'))).toMatchObject({ output: { text: 'A bomb.' } });
  });

  it('is withheld with all credits back when it holds a term, and never served from the cache', async () => {
    world.configure({ moderation: { after: 'list', terms: ['bomb'] } });
    world.ai.script = answers('You take a bomb');
    const ctx = world.ctxOf(await world.userWith(5));
    const error = await refusal(world.run(ctx, asks('tea')));
    expect(error).toMatchObject({ code: 'moderated', status: 422 });
    const [row] = await runsOf(ctx);
    const run = await getRun({ ctx, input: { id: row!.id } });
    expect(run).toMatchObject({
      status: 'failed',
      output: {},
      credits: { charged: 0, refunded: 5, reason: 'moderated' },
    });
    expect(run.attempts).toHaveLength(1);
    expect(await kept(run.id)).toEqual({});
    expect(await world.available(idOf(ctx))).toBe(5);
    world.ai.script = answers('Tea is a drink.');
    expect(await world.run(ctx, asks('tea'))).toMatchObject({ cached: false, output: { text: 'Tea is a drink.' } });
  });

  it('is stopped while it grows, and whoever reads it later reads nothing', async () => {
    world.configure({ moderation: { after: 'list', terms: ['bomb'] } });
    const never = () => new Promise<void>(() => {});
    world.ai.script = answers(['Take a bomb and', ' light it'], (index) => (index === 0 ? Promise.resolve() : never()));
    const ctx = world.ctxOf(await world.userWith(5));
    const { run, live } = await world.start(ctx, asks('tea'));
    const ended = await live!.finished;
    expect(ended).toMatchObject({ status: 'failed', code: 'moderated', output: {}, credits: { charged: 0 } });
    expect(await kept(run.id)).toEqual({});
    const parts = await partsOf(await readRun({ ctx, input: { id: run.id, lastId: 0 } }));
    expect(textOf(parts)).toBe('');
    expect(await world.available(idOf(ctx))).toBe(5);
  }, 180_000);

  it('is withheld when somebody stopped it with a term in it', async () => {
    world.configure({ moderation: { after: 'list', terms: ['bomb'] } });
    const never = () => new Promise<void>(() => {});
    world.ai.script = answers(['A bomb', '.'], (index) => (index === 0 ? Promise.resolve() : never()));
    const ctx = world.ctxOf(await world.userWith(5));
    const { live } = await world.start(ctx, asks('tea'));
    while (live!.text === '') await new Promise((resolve) => setTimeout(resolve, 5));
    live!.stop('cancelled');
    expect(await live!.finished).toMatchObject({ status: 'failed', output: {}, credits: { charged: 0 } });
  });

  it('is shown to the endpoint whole before it is kept', async () => {
    world.configure({ moderation: { after: 'provider' } });
    world.ai.verdict = flag;
    world.ai.script = answers(['Some', 'thing vile.']);
    const ctx = world.ctxOf(await world.userWith(5));
    expect(await refusal(world.run(ctx, asks('tea')))).toMatchObject({ code: 'moderated' });
    expect(world.ai.judged).toEqual([{ text: 'Something vile.' }]);
    expect(await world.available(idOf(ctx))).toBe(5);
  });

  it('is shown as pictures, and refused ones are stored nowhere', async () => {
    world.configure({ moderation: { after: 'provider' } });
    world.ai.verdict = flag;
    world.ai.script = paints(new Uint8Array([1, 2, 3]));
    const ctx = world.ctxOf(await world.userWith(20));
    expect(await refusal(world.run(ctx, picture('tea')))).toMatchObject({ code: 'moderated' });
    const [image] = world.ai.judged[0]!.images!;
    expect(image).toMatchObject({ mediaType: 'image/png', bytes: 3 });
    expect(await image!.load()).toEqual(new Uint8Array([1, 2, 3]));
    expect(await world.db.sql('SELECT 1 FROM files WHERE user_id = $1::uuid', [idOf(ctx)])).toEqual([]);
    expect(await world.available(idOf(ctx))).toBe(20);
  });

  it('that nobody could judge is withheld where the operator says so, and does not count as refused', async () => {
    world.configure({
      moderation: { before: 'off', after: 'provider', failOpen: false },
      runs: { moderationRefundsPerDay: 1 },
    });
    const ctx = world.ctxOf(await world.userWith(5));
    expect(await refusal(world.run(ctx, asks('tea')))).toMatchObject({ code: 'provider_unavailable' });
    expect(await world.available(idOf(ctx))).toBe(5);
    world.ai.verdict = fine;
    expect(await world.run(ctx, asks('tea'))).toMatchObject({ status: 'succeeded' });
  });

  it('fails those who joined, too', async () => {
    world.configure({ moderation: { after: 'list', terms: ['bomb'] } });
    const gate = Promise.withResolvers<void>();
    world.ai.script = answers('A bomb.', () => gate.promise);
    const ctx = world.ctxOf(await world.userWith(5));
    const first = await world.start(ctx, asks('tea'));
    const second = await world.start(ctx, asks('tea'));
    gate.resolve();
    const ends = await Promise.all([first.live!.finished, second.live!.finished]);
    expect(ends).toMatchObject([
      { status: 'failed', code: 'moderated', output: {} },
      { status: 'failed', code: 'moderated', output: {}, joined: true },
    ]);
  });
});

it('can be tried by operators alone, with no trace', async () => {
  world.configure({ moderation: { before: 'off', terms: ['bomb*'] } });
  world.ai.verdict = flag;
  const userId = await world.newUser();
  const ctx = { ...world.ctxOf(userId), actor: world.operator(userId) };
  expect(await tryModeration({ ctx, input: { text: 'two bombs' } })).toEqual({ term: 'bomb*', endpoint: flag });
  expect(await tryModeration({ ctx, input: { text: ' ' } })).toEqual({ term: null, endpoint: null });
  await expect(tryModeration({ ctx: world.ctxOf(userId), input: { text: 'x' } })).rejects.toMatchObject({
    code: 'forbidden',
  });
});
