import { randomUUID } from 'node:crypto';
import { getTool, listTools, loadDraft, quote, runRequestSchema, saveDraft } from '@/lib/tools';
import { DEFINITIONS } from '@/lib/tools/definitions';
import { toolViewSchema } from '@/lib/tools/view-schema';
import { openTestDb } from '@/tests/support/test-db';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { DEMO_IMAGE, DEMO_TEXT, scriptedAi, STANDARD } from '@/tests/support/scripted-ai';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());
beforeEach(() => world.configure({}));

const GUEST = { actor: { type: 'guest' as const } };
const FLAT = { rule: 'flat', price: 5 };
const asked = (request: object) => runRequestSchema.parse(request);

describe('the tools', () => {
  it('are listed for everybody with fields, options, models and prices, as documented', async () => {
    const { items, nextCursor } = await listTools({ ctx: world.system(GUEST) });
    expect(nextCursor).toBeNull();
    const texts = DEFINITIONS.filter(({ kind }) => kind === 'text').map(({ id }) => id);
    expect(texts.length).toBe(12);
    // Nobody reads aloud, makes films or changes pictures here; what nobody writes down says why.
    expect(items.map(({ id, kind, price }) => [id, kind, price])).toEqual([
      ...texts.map((id) => [id, 'text', { from: 2, to: 5 }]),
      ['image-generation', 'image', { from: 10, to: 10 }],
      ['transcription', 'audio', { from: 0, to: 0 }],
    ]);
    expect(items.filter(({ unavailable }) => unavailable !== null).map(({ id }) => id)).toEqual(['transcription']);
    for (const tool of items) expect(toolViewSchema.strict().parse(tool)).toEqual(tool);
  });

  it('state the limits of their input, which follow the settings', async () => {
    const ctx = world.system(GUEST);
    const schemaOf = async (toolId: string) => (await getTool({ ctx, input: { toolId } })).inputSchema;
    expect(await schemaOf('summarize')).toMatchObject({
      required: ['text'],
      properties: { text: { type: 'string', minLength: 1, maxLength: 64_000 } },
    });
    expect(await schemaOf('rewrite')).toMatchObject({
      required: ['text'],
      properties: { tone: { type: 'string', default: 'clear' } },
    });
    expect(await schemaOf('image-generation')).toMatchObject({ properties: { prompt: { maxLength: 2_000 } } });
    world.configure({ runs: { inputCharacters: 100, maxInputCharacters: 500 } });
    expect(await schemaOf('summarize')).toMatchObject({ properties: { text: { maxLength: 500 } } });
  });

  it('use the demo engine only for kinds without a configured provider', async () => {
    const ai = scriptedAi(undefined, [DEMO_TEXT, DEMO_IMAGE, STANDARD]);
    const { items } = await listTools({ ctx: world.system({ ...GUEST, ai }) });
    const models = Object.fromEntries(items.map((tool) => [tool.id, tool.models.map(({ id, demo }) => [id, demo])]));
    expect(models['text-generation']).toEqual([['alpha/alpha-large', false]]);
    expect(models['image-generation']).toEqual([['demo/painter', true]]);
  });

  it('are not there without a model, or by another name', async () => {
    const ctx = world.system({ ...GUEST, ai: scriptedAi(undefined, [STANDARD]) });
    expect((await listTools({ ctx })).items.map((tool) => tool.id)).not.toContain('image-generation');
    for (const toolId of ['image-generation', 'nothing', '__proto__']) {
      await expect(getTool({ ctx, input: { toolId } })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('have examples that can be run as they are', async () => {
    const ctx = world.system(GUEST);
    for (const tool of (await listTools({ ctx })).items) {
      expect(tool.examples.length).toBeGreaterThan(1);
      if (tool.unavailable !== null) continue;
      for (const { input, options } of tool.examples) {
        await expect(quote({ ctx, input: asked({ toolId: tool.id, input, options }) })).resolves.toMatchObject({
          price: tool.price.to,
        });
      }
    }
  });
});

describe('a quote', () => {
  it('names the price, the price of a repeat, what there is, and the ad for what is missing', async () => {
    const ctx = world.ctxOf(await world.userWith(3));
    const offerAd = (kind: 'text' | 'image' | 'video', shortfallMicro: bigint) =>
      Promise.resolve({ kind, watchSeconds: 60, reward: 5, count: Number(shortfallMicro) });
    expect(await quote({ ctx, input: asked(REQUEST), offerAd })).toEqual({
      price: 5,
      cachedPrice: 0,
      pricing: FLAT,
      available: 3,
      ad: { kind: 'text', watchSeconds: 60, reward: 5, count: 2_000_000 },
    });
    expect(await quote({ ctx, input: asked({ ...REQUEST, model: 'alpha-small' }), offerAd })).toMatchObject({
      price: 2,
      ad: null,
    });
  });

  it('shows guests the price, no credits, and the ad that would pay for it', async () => {
    const asks: [string, bigint][] = [];
    const offerAd = (kind: 'text' | 'image' | 'video', shortfallMicro: bigint) => {
      asks.push([kind, shortfallMicro]);
      return Promise.resolve(null);
    };
    const view = await quote({ ctx: world.system(GUEST), input: asked(REQUEST), offerAd });
    expect(view).toEqual({ price: 5, cachedPrice: 0, pricing: FLAT, available: 0, ad: null });
    expect(asks).toEqual([['text', 5_000_000n]]);
  });

  it('never asks more for a repeat than for the run', async () => {
    world.configure({ prices: { ownRepeat: 9 } });
    expect(await quote({ ctx: world.system(GUEST), input: asked(REQUEST) })).toMatchObject({
      price: 5,
      cachedPrice: 5,
    });
  });
});

describe('a draft', () => {
  const request = { toolId: 'summarize', input: { text: 'Not finished \ud83d\0' } };

  it('keeps what was typed for a week, for its owner alone', async () => {
    const ctx = world.ctxOf(await world.userWith(0));
    const { id } = await saveDraft({ ctx, input: { toolId: 'summarize', request } });
    expect(await loadDraft({ ctx, input: { id } })).toEqual({
      id,
      toolId: 'summarize',
      request: { toolId: 'summarize', input: { text: 'Not finished \ufffd' } },
      isOwn: true,
    });
    const others = [world.ctxOf(await world.userWith(0)), world.system(GUEST)];
    for (const other of others)
      await expect(loadDraft({ ctx: other, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
    world.clock.advance(7 * 24 * 3_600_000);
    await expect(loadDraft({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of a guest opens after sign-in', async () => {
    const { id } = await saveDraft({ ctx: world.system(GUEST), input: { toolId: 'summarize', request } });
    expect(await loadDraft({ ctx: world.ctxOf(await world.userWith(0)), input: { id } })).toMatchObject({ id });
  });

  it('of a guest is the own one of the browser it was typed in, and of no other', async () => {
    const device = world.system().ids.uuid();
    const forged = { ...request, savedOn: 'elsewhere' };
    const { id } = await saveDraft({
      ctx: world.system({ ...GUEST, device }),
      input: { toolId: 'summarize', request: forged },
    });
    const userId = await world.userWith(0);
    const load = (on: string | null) => loadDraft({ ctx: world.ctxOf(userId, { device: on }), input: { id } });
    expect(await load(device)).toMatchObject({ id, isOwn: true });
    expect((await load(device)).request).not.toHaveProperty('savedOn');
    for (const other of [null, 'elsewhere', world.system().ids.uuid()])
      expect(await load(other)).toMatchObject({ id, isOwn: false });
  });

  it('has bounds', async () => {
    const ctx = world.system(GUEST);
    const big = { text: 'x'.repeat(600_000) };
    await expect(saveDraft({ ctx, input: { toolId: 'summarize', request: big } })).rejects.toMatchObject({
      code: 'payload_too_large',
    });
    await expect(saveDraft({ ctx, input: { toolId: 'nothing', request: {} } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    for (const id of ['nonsense', randomUUID()])
      await expect(loadDraft({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
  });
});
