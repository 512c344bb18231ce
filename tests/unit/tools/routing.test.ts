import type { Model, ModelHealth } from '@/lib/ai/types';
import { settingsSchema } from '@/lib/settings/schema';
import { planRun } from '@/lib/tools/candidates';
import { arrange } from '@/lib/tools/routing/arrange';
import { fitsRequest } from '@/lib/tools/routing/fits';
import { textRequest } from '@/tests/support/requests';
import { ECONOMY, OTHER, PICTURE, scriptedAi, STANDARD } from '@/tests/support/scripted-ai';
import { inputFile } from '@/tests/support/tool-calls';

const TOOL = { id: 'summarize', kind: 'text' as const };
const THIRD: Model = { ...STANDARD, id: 'gamma/third', provider: 'gamma', name: 'third' };
const AUTO = { provider: 'auto', model: 'auto' };

const healthOf = (model: string, change: Partial<ModelHealth> = {}): ModelHealth => ({
  ...{ model, samples: 20, medianMs: 500, p95Ms: 900, failureShare: 0 },
  ...{ breaker: 'closed', rateLimitedUntilMs: null },
  ...change,
});
const seen = (...all: ModelHealth[]) => new Map(all.map((health) => [health.model, health]));

function plan(models: Model[], routing: object, { choice = AUTO, health = seen(), text = 'Some words.' } = {}) {
  const ai = scriptedAi(undefined, models);
  ai.seen = health;
  const planned = planRun(ai, settingsSchema.parse({ routing }), TOOL, choice, textRequest(text));
  return { ids: planned.candidates.map((model) => model.id), ...planned };
}

describe('auto', () => {
  it('by cost: the least that this request may be expected to cost, unknown costs last', () => {
    const dearOutput = { ...OTHER, cost: { inputPerMillionTokens: 1, outputPerMillionTokens: 900_000 } };
    const dearInput = { ...THIRD, cost: { inputPerMillionTokens: 900_000, outputPerMillionTokens: 1 } };
    const models = [STANDARD, dearOutput, dearInput];
    expect(plan(models, { policy: 'cost' }).ids).toEqual(['gamma/third', 'beta/beta-one', 'alpha/alpha-large']);
    const long = { text: 'x'.repeat(60_000) };
    expect(plan(models, { policy: 'cost' }, long).ids).toEqual(['beta/beta-one', 'gamma/third', 'alpha/alpha-large']);
  });

  it('by quality: the best first, and 50 where nobody has judged', () => {
    const models = [{ ...STANDARD, quality: 49 }, OTHER, { ...THIRD, quality: 51 }];
    expect(plan(models, { policy: 'quality' }).ids).toEqual(['gamma/third', 'beta/beta-one', 'alpha/alpha-large']);
  });

  it('by speed: the quickest first words of late, unknown ones in the middle', () => {
    const health = seen(healthOf(STANDARD.id, { medianMs: 900 }), healthOf(THIRD.id, { medianMs: 100 }));
    const fourth: Model = { ...STANDARD, id: 'delta/fourth', provider: 'delta', name: 'fourth' };
    const models = [STANDARD, OTHER, THIRD, fourth];
    health.set(fourth.id, healthOf(fourth.id, { medianMs: 400 }));
    expect(plan(models, { policy: 'speed' }, { health }).ids).toEqual([
      'gamma/third',
      'beta/beta-one',
      'delta/fourth',
      'alpha/alpha-large',
    ]);
  });

  it('stands for the same kept answers whoever is quickest', () => {
    const health = seen(healthOf(OTHER.id, { medianMs: 1 }), healthOf(STANDARD.id, { medianMs: 2 }));
    const quick = plan([STANDARD, OTHER], { policy: 'speed' }, { health });
    expect([quick.ids[0], quick.standsFor]).toEqual([OTHER.id, STANDARD.id]);
    expect(plan([STANDARD, OTHER], { policy: 'speed' }).standsFor).toBe(STANDARD.id);
    expect(plan([STANDARD, OTHER], {}, { choice: { provider: 'beta', model: 'auto' } }).standsFor).toBe(OTHER.id);
  });

  it('takes the first as the bound: nobody behind it may cost more', () => {
    const economy = { ...ECONOMY, quality: 90 };
    expect(plan([STANDARD, OTHER, economy], { policy: 'quality' })).toMatchObject({
      ids: [ECONOMY.id],
      quoteMicro: 2_000_000n,
    });
  });

  it('leaves out providers that are switched off, and says so where one was chosen', () => {
    expect(plan([STANDARD, OTHER], { disabled: ['alpha'] }).ids).toEqual([OTHER.id]);
    expect(() =>
      plan([STANDARD, OTHER], { disabled: ['alpha'] }, { choice: { provider: 'alpha', model: 'auto' } }),
    ).toThrow('provider');
    expect(() => plan([STANDARD], { disabled: ['alpha'] })).toThrow('provider_unavailable');
  });
});

describe('what a model can do', () => {
  const small = { ...STANDARD, contextTokens: 2_000 };
  const long = { text: 'x'.repeat(12_000) };

  it('bounds the candidates: context window against request and answer, and the longest answer', () => {
    expect(plan([small, OTHER], {}).ids).toEqual([small.id, OTHER.id]);
    expect(plan([small, OTHER], {}, long).ids).toEqual([OTHER.id]);
    expect(plan([{ ...STANDARD, maxOutputTokens: 10 }, OTHER], {}).ids).toEqual([OTHER.id]);
  });

  it.each([
    ['model', { provider: 'auto', model: small.id }],
    ['provider', { provider: 'alpha', model: 'auto' }],
  ])('a chosen %s that is too small is named', (path, choice) => {
    const refused = expect.objectContaining({ fields: [expect.objectContaining({ path })] }) as Error;
    expect(() => plan([small, OTHER], {}, { choice, ...long })).toThrow(refused);
  });

  it('names the input where every model is too small', () => {
    const refused = expect.objectContaining({ fields: [expect.objectContaining({ path: 'input' })] }) as Error;
    expect(() => plan([small], {}, long)).toThrow(refused);
  });

  it('is told by the task where a kind has two', () => {
    const speaks: Model = { ...PICTURE, kind: 'audio', task: 'speech' };
    const hears: Model = { ...PICTURE, kind: 'audio', task: 'transcription' };
    const film: Model = { ...PICTURE, kind: 'video' };
    const all = [STANDARD, PICTURE, speaks, hears, film];
    const able = (request: Parameters<typeof fitsRequest>[0]) => all.filter(fitsRequest(request));
    expect(able({ kind: 'speech', text: 'x', format: 'mp3' })).toEqual([speaks]);
    const audio = inputFile({ kind: 'audio', mediaType: 'audio/wav', fileName: 'a.wav' });
    expect(able({ kind: 'transcription', audio })).toEqual([hears]);
    expect(able({ kind: 'image', prompt: 'x', width: 8, height: 8 })).toEqual([PICTURE]);
    expect(able({ kind: 'video', prompt: 'x', width: 8, height: 8, seconds: 1 })).toEqual([film]);
  });
});

describe('at the moment of the run', () => {
  const models = [STANDARD, OTHER, THIRD];
  const ids = (health: Map<string, ModelHealth>, change: Partial<Parameters<typeof arrange>[1]> = {}) =>
    arrange(models, { health, policy: 'order', isChosen: false, random: 0.5, ...change }).map(
      ({ provider }) => provider,
    );

  it('open breakers and models that asked for a pause move behind the others, in their order', () => {
    const paused = healthOf(OTHER.id, { rateLimitedUntilMs: Date.now() + 5_000 });
    expect(ids(seen(healthOf(STANDARD.id, { breaker: 'open' }), paused))).toEqual(['gamma', 'alpha', 'beta']);
  });

  it('one that is due for a probe keeps its place: else nobody would find out that it is back', () => {
    expect(ids(seen(healthOf(STANDARD.id, { breaker: 'half_open' })))).toEqual(['alpha', 'beta', 'gamma']);
  });

  it('a chosen one stays first, however it does', () => {
    expect(ids(seen(healthOf(STANDARD.id, { breaker: 'open' })), { isChosen: true })).toEqual([
      'alpha',
      'beta',
      'gamma',
    ]);
  });

  it('by speed a tenth of the runs try an unknown one first; never one that is shut', () => {
    const known = seen(healthOf(STANDARD.id), healthOf(OTHER.id, { breaker: 'open', medianMs: null }));
    expect(ids(known, { policy: 'speed', random: 0.09 })).toEqual(['gamma', 'alpha', 'beta']);
    expect(ids(known, { policy: 'speed', random: 0.1 })).toEqual(['alpha', 'gamma', 'beta']);
    expect(ids(known, { policy: 'cost', random: 0 })).toEqual(['alpha', 'gamma', 'beta']);
  });
});
