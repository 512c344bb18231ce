import { parse } from 'csv-parse/sync';
import { adOffers } from '@/lib/ads';
import {
  batchRequestSchema,
  eraseBatches,
  getBatch,
  listBatches,
  listRows,
  quoteBatch,
  stopOwnBatches,
} from '@/lib/batches';
import type { Ctx } from '@/lib/context';
import type { OfferAd } from '@/lib/tools';
import { batchWhen, beginBatch, csvOf, ended, prompts } from '@/tests/support/batch-world';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
});
afterAll(() => world.close());
beforeEach(() => {
  world.configure({});
  world.ai.calls.length = 0;
  world.ai.script = answers('An answer.');
});

const TOOL = { toolId: 'text-generation' };

async function owner(credits: number): Promise<{ userId: string; ctx: Ctx }> {
  const userId = await world.userWith(credits);
  return { userId, ctx: world.ctxOf(userId) };
}

const poor = (ctx: Ctx, rows: number, offerAd: OfferAd) =>
  beginBatch(ctx, { ...TOOL, rows: prompts(rows) }, { offerAd });

const quoteOf = (ctx: Ctx, request: object) => quoteBatch({ ctx, input: batchRequestSchema.parse(request) });

describe('a quote', () => {
  it('is the sum of its rows, and shows how the first were read', async () => {
    const { ctx } = await owner(12);
    const quote = await quoteOf(ctx, { ...TOOL, text: 'no;Prompt\n1;One\n2;Two\n3;Three' });
    expect(quote).toMatchObject({ price: 15, rows: 3, invalid: [], available: 12, delayedPrice: null, ad: null });
    expect(quote.preview).toEqual({
      columns: ['no', 'prompt'],
      rows: [
        { no: '1', prompt: 'One' },
        { no: '2', prompt: 'Two' },
        { no: '3', prompt: 'Three' },
      ],
    });
  });

  it('follows the model that is chosen, and rows that are long', async () => {
    const { ctx } = await owner(0);
    expect(await quoteOf(ctx, { ...TOOL, rows: prompts(3), model: 'alpha/alpha-small' })).toMatchObject({ price: 6 });
    const long = 'words'.repeat(6_400);
    expect(await quoteOf(ctx, { ...TOOL, rows: [{ prompt: 'short' }, { prompt: long }] })).toMatchObject({ price: 15 });
  });

  it('names every wrong row with its field, and counts only the others', async () => {
    const { ctx } = await owner(0);
    const rows = [{ prompt: 'fine' }, { prompt: '  ' }, {}, { prompt: 'fine', other: 'x' }];
    const quote = await quoteOf(ctx, { ...TOOL, rows });
    expect(quote).toMatchObject({ price: 5, rows: 1 });
    expect(quote.invalid.map(({ row, path }) => [row, path])).toEqual([
      [2, 'input.prompt'],
      [3, 'input.prompt'],
      [4, 'input.other'],
    ]);
  });

  it('fills what a row leaves empty with what goes for all', async () => {
    const { ctx } = await owner(100);
    const text = 'text,tone\nHello there.,\nBye now.,friendly';
    const { id } = await beginBatch(ctx, { toolId: 'rewrite', text, shared: { tone: 'formal' } });
    await batchWhen(ctx, id, ended);
    const { items } = await listRows({ ctx, input: { id } });
    expect(items.map(({ input }) => input.tone)).toEqual(['formal', 'friendly']);
  });
});

describe('what is refused as a whole', () => {
  it.each([
    ['a tool that is none', { toolId: 'nothing', rows: prompts(1) }, 'toolId'],
    ['a model that is none', { ...TOOL, rows: prompts(1), model: 'nobody/none' }, 'model'],
    ['an option that is none', { ...TOOL, rows: prompts(1), options: { size: 'huge' } }, 'options.size'],
    ['too many rows', { ...TOOL, rows: prompts(1_001) }, 'rows'],
    ['too many lines', { ...TOOL, text: Array.from({ length: 1_001 }, () => 'x').join('\n') }, 'text'],
    ['an open quote', { ...TOOL, text: 'prompt,b\n"x' }, 'text'],
  ])('%s', async (_name, request, path) => {
    const { ctx } = await owner(100);
    await expect(quoteOf(ctx, request)).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path }] });
  });

  it('rows and a text at once, or neither', () => {
    expect(batchRequestSchema.safeParse({ ...TOOL }).success).toBe(false);
    expect(batchRequestSchema.safeParse({ ...TOOL, rows: prompts(1), text: 'x' }).success).toBe(false);
  });
});

describe('a beginning', () => {
  it('runs nothing where one row is wrong, and names it', async () => {
    const { ctx, userId } = await owner(100);
    await expect(beginBatch(ctx, { ...TOOL, rows: [{ prompt: 'fine' }, { prompt: '' }] })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'rows.2.input.prompt' }],
      extra: { invalid: [{ row: 2, path: 'input.prompt' }] },
    });
    expect((await listBatches({ ctx, input: {} })).items).toEqual([]);
    expect(await world.available(userId)).toBe(100);
  });

  it('is refused as a whole where the balance covers only a part, with the ads that would pay', async () => {
    const { ctx } = await owner(9);
    const offer = { kind: 'text', watchSeconds: 60, reward: 5, count: 2 } as const;
    const request = { ...TOOL, rows: prompts(3) };
    await expect(beginBatch(ctx, request, { key: 'k', offerAd: async () => offer })).rejects.toMatchObject({
      code: 'insufficient_credits',
      extra: { needed: 15, available: 9, ad: offer },
    });
    expect(world.ai.calls).toHaveLength(0);
    expect((await listBatches({ ctx, input: {} })).items).toEqual([]);
  });

  it('asks for the ads when nothing is held open: whoever looks for them in the database waits for nobody', async () => {
    const { ctx } = await owner(9);
    const before = performance.now();
    const refused = await Promise.allSettled([3, 4, 5].map((rows) => poor(ctx, rows, adOffers(ctx))));
    for (const one of refused) {
      expect(one).toMatchObject({
        reason: { code: 'insufficient_credits', extra: { available: 9, ad: { kind: 'text' } } },
      });
    }
    expect(performance.now() - before).toBeLessThan(12_000);
  });

  it('happens once under one key, and another input under it is a mismatch', async () => {
    const { ctx, userId } = await owner(100);
    const request = { ...TOOL, rows: prompts(2) };
    const [one, two] = await Promise.all([
      beginBatch(ctx, request, { key: 'same' }),
      beginBatch(ctx, request, { key: 'same' }),
    ]);
    expect(two.id).toBe(one.id);
    await expect(beginBatch(ctx, { ...TOOL, rows: prompts(3) }, { key: 'same' })).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
    await batchWhen(ctx, one.id, ended);
    expect(await world.available(userId)).toBe(90);
  });

  it('needs a person', async () => {
    const guest = world.system({ actor: { type: 'guest' } });
    await expect(beginBatch(guest, { ...TOOL, rows: prompts(1) })).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

it('charges nothing for rows that were answered before, and pages through rows and batches', async () => {
  const { ctx, userId } = await owner(100);
  const same = Array.from({ length: 6 }, () => ({ prompt: 'The same.' }));
  const { id } = await beginBatch(ctx, { ...TOOL, rows: same });
  expect(await batchWhen(ctx, id, ended)).toMatchObject({ rows: { succeeded: 6 }, credits: { charged: 5 } });
  expect(world.ai.calls).toHaveLength(1);
  expect(await world.available(userId)).toBe(95);
  const first = await listRows({ ctx, input: { id, limit: 4 } });
  const rest = await listRows({ ctx, input: { id, limit: 4, cursor: first.nextCursor! } });
  expect([...first.items, ...rest.items].map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(rest.nextCursor).toBeNull();
  const second = await beginBatch(ctx, { ...TOOL, rows: [{ prompt: 'The same.' }] });
  await batchWhen(ctx, second.id, ended);
  const page = await listBatches({ ctx, input: { limit: 1 } });
  expect(page.items.map((batch) => batch.id)).toEqual([second.id]);
  const older = await listBatches({ ctx, input: { limit: 1, cursor: page.nextCursor! } });
  expect(older).toMatchObject({ items: [{ id }], nextCursor: null });
  await expect(listRows({ ctx, input: { id, cursor: 'x' } })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(listBatches({ ctx, input: { cursor: 'x' } })).rejects.toMatchObject({ code: 'invalid_input' });
});

it('gives records that were extracted to a table a line and columns of their own', async () => {
  const { ctx } = await owner(100);
  world.ai.script = (input) => {
    const prompt = input.request.kind === 'text' ? input.request.prompt : '';
    const records = prompt.includes('Two')
      ? '[{"name":"Bo","price":2},{"name":"Cy","price":3}]'
      : '[{"name":"=Ann","price":1}]';
    return answers(records)(input);
  };
  const text = 'id,text\n1,One person\n2,Two people';
  const shared = { fields: 'name, price:number' };
  const { id } = await beginBatch(ctx, { toolId: 'extract', text, shared, options: { format: 'table' } });
  await batchWhen(ctx, id, ended);
  const lines = parse<Record<string, string>>(await csvOf(ctx, id), { bom: true, columns: true });
  expect(lines.map(({ id: row, name, price, status }) => [row, name, price, status])).toEqual([
    ['1', "'=Ann", '1', 'succeeded'],
    ['2', 'Bo', '2', 'succeeded'],
    ['2', 'Cy', '3', 'succeeded'],
  ]);
});

it('is stopped and erased with its owner’s account', async () => {
  const { ctx, userId } = await owner(100);
  world.ai.script = answers('Never.', () => new Promise(() => {}));
  const { id } = await beginBatch(ctx, { ...TOOL, rows: prompts(6) });
  await batchWhen(ctx, id, ({ rows }) => rows.running === 4);
  await stopOwnBatches({ ctx });
  await batchWhen(ctx, id, ({ rows }) => rows.running === 0);
  expect(await getBatch({ ctx, input: { id } })).toMatchObject({ status: 'cancelled', rows: { cancelled: 6 } });
  await eraseBatches({ ctx });
  await expect(getBatch({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
  expect(await world.available(userId)).toBe(100);
});
