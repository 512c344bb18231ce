import fc from 'fast-check';
import type { Model } from '@/lib/ai/types';
import { settingsSchema } from '@/lib/settings/schema';
import { costNanoUsd } from '@/lib/tools/pricing/cost';
import { meteredMicro, NOTHING, type Measured } from '@/lib/tools/pricing/meter';
import { applyRule, longPriceMicro, mostUsed } from '@/lib/tools/pricing/pricing';
import { priceRuleOf, type MeterRule } from '@/lib/tools/pricing/rule';
import { pricingView, storedPricing } from '@/lib/tools/pricing/view';
import { measure } from '@/lib/tools/run/measure';
import { IMAGE_REQUEST, textRequest } from '@/tests/support/requests';
import { OTHER, PICTURE, STANDARD } from '@/tests/support/scripted-ai';
import { inputFile } from '@/tests/support/tool-calls';

const LIMITS = settingsSchema.parse({}).runs;
const FLAT = { rule: 'flat' as const, priceMicro: 5_000_000n };
const METER: MeterRule = {
  rule: 'metered',
  rates: {
    thousandInputTokens: 1_000_000n,
    thousandOutputTokens: 4_000_000n,
    thousandCharacters: 250_000n,
    image: 3_000_000n,
    source: 2_000_000n,
    second: 500_000n,
  },
  floorMicro: 100_000n,
  ceilingMicro: 20_000_000n,
};
const used = (change: Partial<Measured>): Measured => ({ ...NOTHING, ...change });
const quoteOf = (prompt: string) => applyRule(FLAT, { request: textRequest(prompt), limits: LIMITS }).quoteMicro;

describe('a flat price', () => {
  it('covers 16,000 characters, and grows in proportion beyond them', () => {
    expect(quoteOf('x'.repeat(16_000))).toBe(5_000_000n);
    expect(quoteOf('x'.repeat(16_001))).toBe(5_000_313n);
    expect(quoteOf('x'.repeat(32_000))).toBe(10_000_000n);
    expect(quoteOf('x'.repeat(64_000))).toBe(20_000_000n);
  });

  it('covers less where an answer is as long as its text, and never more', () => {
    const both = (covered: number) => {
      const request = { ...textRequest('x'.repeat(20_000)), userCharacters: 6_000, coveredCharacters: covered };
      return applyRule(FLAT, { request, limits: LIMITS });
    };
    expect(both(3_000).quoteMicro).toBe(10_000_000n);
    expect(pricingView(both(3_000))).toEqual({ rule: 'flat', price: 5, input: { characters: 6_000, covered: 3_000 } });
    expect(both(6_000).quoteMicro).toBe(5_000_000n);
    expect(both(99_000).quoteMicro).toBe(5_000_000n);
  });

  it('says on the receipt how long the text was', () => {
    const long = applyRule(FLAT, { request: textRequest('x'.repeat(20_000)), limits: LIMITS });
    expect(pricingView(long)).toEqual({ rule: 'flat', price: 5, input: { characters: 20_000, covered: 16_000 } });
    expect(pricingView(applyRule(FLAT, { request: IMAGE_REQUEST, limits: LIMITS }))).toEqual({
      rule: 'flat',
      price: 5,
    });
  });

  it('never shrinks with more text, and never lies below the price', () => {
    const sizes = fc.record({ characters: fc.nat(300_000), covered: fc.integer({ min: 1, max: 200_000 }) });
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 15n), sizes, fc.nat(1_000), (price, long, more) => {
        const micro = longPriceMicro(price, long);
        expect(micro).toBeGreaterThanOrEqual(price);
        expect(longPriceMicro(price, { ...long, characters: long.characters + more })).toBeGreaterThanOrEqual(micro);
      }),
    );
  });
});

describe('a metered price', () => {
  it.each([
    [used({ inputTokens: 1_000, outputTokens: 500 }), 3_000_000n],
    [used({ outputTokens: 1 }), 100_000n],
    [used({}), 100_000n],
    [used({ inputTokens: 101 }), 101_000n],
    [used({ images: 2, seconds: 3 }), 7_500_000n],
    [used({ characters: 2_001 }), 500_250n],
    [used({ outputTokens: 9_000_000 }), 20_000_000n],
  ])('of %j is the sum of its rates between floor and ceiling', (measured, micro) => {
    expect(meteredMicro(METER, measured)).toBe(micro);
  });

  it('is rounded up to the microcredit', () => {
    const tiny = { ...METER, rates: { ...METER.rates, thousandOutputTokens: 1n }, floorMicro: 1n };
    expect(meteredMicro(tiny, used({ outputTokens: 1_001 }))).toBe(2n);
  });

  it('is quoted from a third of the bytes of the whole request and the output limit that is sent', () => {
    const request = { ...textRequest('ééé', 600), instructions: 'abcdefghi' };
    expect(mostUsed(request)).toEqual(used({ inputTokens: 5, outputTokens: 600 }));
    expect(mostUsed(IMAGE_REQUEST)).toEqual(used({ images: 1 }));
    expect(applyRule(METER, { request, limits: LIMITS }).quoteMicro).toBe(2_405_000n);
  });

  it('of any text is quoted above what our own count of its tokens charges', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.nat(4_000), (prompt, written) => {
        const request = textRequest(prompt, 1_000);
        const charged = meteredMicro(METER, measure(request, {}, 'x'.repeat(written), []));
        expect(charged).toBeLessThanOrEqual(applyRule(METER, { request, limits: LIMITS }).quoteMicro);
      }),
    );
  });
});

describe('what was used', () => {
  const request = { ...textRequest('12345678'), instructions: '1234' };

  it("is the provider's count, else four characters a token", () => {
    expect(measure(request, { inputTokens: 9, outputTokens: 0 }, 'abc', [])).toEqual(used({ inputTokens: 9 }));
    expect(measure(request, {}, 'abcde', [])).toEqual(used({ inputTokens: 3, outputTokens: 2 }));
    expect(measure(IMAGE_REQUEST, {}, '', [{}, {}])).toEqual(used({ images: 2 }));
  });

  it.each([-1, Number.NaN, 1.5, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER, 100_000_001])(
    'does not believe a count of %p',
    (outputTokens) => {
      expect(measure(request, { outputTokens }, 'abcde', []).outputTokens).toBe(2);
    },
  );

  it.each([
    ['what the model can write', { maxOutputTokens: 16_000, contextTokens: 128_000 }, 16_000],
    ['what the model can take in', { contextTokens: 32_000 }, 32_000],
    ['eight times the limit that was sent', undefined, 800],
    ['the limit that was sent', { maxOutputTokens: 50 }, 100],
  ])('is at most %s', (_name, model, most) => {
    const sent = { ...request, maxOutputTokens: 100 };
    expect(measure(sent, { outputTokens: most }, 'abc', [], model).outputTokens).toBe(most);
    expect(measure(sent, { outputTokens: 90_000_000 }, 'abc', [], model).outputTokens).toBe(most);
  });

  it('takes in no more tokens than there are bytes, beside what a provider writes around them', () => {
    expect(measure(request, { inputTokens: 90_000_000 }, 'abc', []).inputTokens).toBe(12 + 4_096);
    const accented = { ...textRequest('ééé'), instructions: '1234' };
    expect(measure(accented, { inputTokens: 90_000_000 }, 'abc', []).inputTokens).toBe(10 + 4_096);
  });
});

describe('what the provider charges us', () => {
  const costed = { ...STANDARD, cost: { inputPerMillionTokens: 750_000, outputPerMillionTokens: 4_500_000 } };

  it('is counted in billionths of a dollar, rounded up', () => {
    expect(costNanoUsd(costed, used({ inputTokens: 1_000_000, outputTokens: 1_000 }))).toBe(754_500_000n);
    expect(
      costNanoUsd(
        { ...costed, cost: { inputPerMillionTokens: 1, outputPerMillionTokens: 0 } },
        used({ inputTokens: 1 }),
      ),
    ).toBe(1n);
    expect(costNanoUsd({ ...PICTURE, cost: { perImage: 6_000 } }, used({ images: 1 }))).toBe(6_000_000n);
    const looking = { ...PICTURE, cost: { perImage: 6_000, perSource: 50_000 } };
    expect(costNanoUsd(looking, used({ images: 2, sources: 1 }))).toBe(62_000_000n);
    expect(costNanoUsd(looking, used({ images: 2 }))).toBe(12_000_000n);
  });

  it('is not known without the cost of everything the model does', () => {
    expect(costNanoUsd(STANDARD, used({}))).toBeNull();
    expect(costNanoUsd(undefined, used({}))).toBeNull();
    expect(costNanoUsd({ ...costed, cost: { inputPerMillionTokens: 1 } }, used({}))).toBeNull();
  });
});

describe('sound and film', () => {
  const speech = (text: string, more: object = {}) => ({
    kind: 'speech' as const,
    text,
    format: 'mp3' as const,
    ...more,
  });
  const sound = {
    kind: 'transcription' as const,
    audio: inputFile({ kind: 'audio', mediaType: 'audio/mpeg', fileName: 'a.mp3', bytes: 20_001 }),
  };
  const film = { kind: 'video' as const, prompt: 'A sea', width: 16, height: 9, seconds: 2 };
  const model = (task: Model['task'], cost: Model['cost'], more: Partial<Model> = {}): Model => ({
    ...PICTURE,
    ...(task ? { kind: 'audio' as const, task } : { kind: 'video' as const }),
    cost,
    ...more,
  });

  it('are bounded by what takes longest to say: letters by their bytes, figures as words, slow voices by their speed', () => {
    expect(mostUsed(speech('x'.repeat(80)))).toEqual(used({ characters: 80, seconds: 10 }));
    expect(mostUsed(speech('x'.repeat(80), { speed: 0.5 })).seconds).toBe(20);
    expect(mostUsed(speech('x'.repeat(80), { speed: 2 })).seconds).toBe(10);
    expect(mostUsed(speech('\u4f60'.repeat(8)))).toEqual(used({ characters: 8, seconds: 3 }));
    expect(mostUsed(speech('0123456789'))).toEqual(used({ characters: 10, seconds: 7 }));
    expect(mostUsed(sound)).toEqual(used({ seconds: 11 }));
  });

  it('are measured by the length of what was made; where nobody says it, by the bound', () => {
    const told = speech('x'.repeat(80));
    expect(measure(told, {}, '', [{ seconds: 3.2 }])).toEqual(used({ characters: 80, seconds: 4 }));
    expect(measure(told, {}, '', [{}])).toEqual(used({ characters: 80, seconds: 10 }));
    expect(measure(told, {}, '', [{ seconds: Number.NaN }]).seconds).toBe(10);
    expect(measure(told, {}, '', [])).toEqual(NOTHING);
    expect(measure(film, {}, '', [{ seconds: 4 }])).toEqual(used({ seconds: 4 }));
    expect(measure(sound, {}, 'said', [])).toEqual(used({ seconds: 11 }));
  });

  it('cost us what was read, what was made, or both, as the provider counts', () => {
    const spoken = used({ characters: 1_000, seconds: 60 });
    expect(costNanoUsd(model('speech', { perMillionCharacters: 13_000_000 }), spoken)).toBe(13_000_000n);
    expect(costNanoUsd(model('speech', { perSecond: 250 }), spoken)).toBe(15_000_000n);
    const both = { perSecond: 250, perMillionCharacters: 600_000 };
    expect(costNanoUsd(model('speech', both), spoken)).toBe(15_600_000n);
    expect(costNanoUsd(model('speech', { perMillionCharacters: 1 }), used({ characters: 1 }))).toBe(1n);
    expect(costNanoUsd(model('speech', { perMillionCharacters: 0 }), spoken)).toBe(0n);
  });

  it.each([
    ['speech', {}],
    ['speech', { perImage: 5 }],
    ['transcription', { perMillionCharacters: 5 }],
    [undefined, { perImage: 5 }],
  ] as const)('for %s cost nobody knows what by %j', (task, cost) => {
    expect(costNanoUsd(model(task, cost), used({ characters: 9, seconds: 9 }))).toBeNull();
    const prices = settingsSchema.parse({ prices: { mode: 'cost-plus' } }).prices;
    expect(priceRuleOf(prices, 'a-tool', model(task, cost))).toBeNull();
  });

  it('are never made for less than the least a model makes or charges for', () => {
    const veo = model(undefined, { perSecond: 50_000 }, { leastSeconds: 4 });
    expect(costNanoUsd(veo, mostUsed(film))).toBe(200_000_000n);
    expect(costNanoUsd(veo, used({ seconds: 6 }))).toBe(300_000_000n);
    expect(costNanoUsd(veo, NOTHING)).toBe(0n);
  });

  it.each([
    ['characters', speech('x'.repeat(3_000)), model('speech', { perMillionCharacters: 13_000_000 })],
    ['seconds', speech('x'.repeat(3_000)), model('speech', { perSecond: 250 })],
    ['both', speech('x'.repeat(3_000)), model('speech', { perSecond: 250, perMillionCharacters: 600_000 })],
    ['sound heard', sound, model('transcription', { perSecond: 59 })],
    ['a film', { ...film, seconds: 6 }, model(undefined, { perSecond: 30_000 })],
    ['a film below the least', film, model(undefined, { perSecond: 30_000 }, { leastSeconds: 5 })],
  ])('are never quoted below their cost where the price follows it: %s', (_what, request, costed) => {
    const { costPlus } = settingsSchema.parse({}).prices;
    const prices = settingsSchema.parse({
      prices: { mode: 'cost-plus', costPlus: { ...costPlus, margin: 1, floor: 0.000001, ceiling: 1_000_000 } },
    }).prices;
    const rule = priceRuleOf(prices, 'a-tool', costed)!;
    const { quoteMicro } = applyRule(rule, { request, limits: LIMITS });
    // A microcredit is worth a billionth of a dollar.
    expect(quoteMicro).toBeGreaterThanOrEqual(costNanoUsd(costed, mostUsed(request))!);
    expect(costNanoUsd(costed, mostUsed(request))).toBeGreaterThan(0n);
  });
});

it('keeps on the row the pricing of the first model, and of others only where it differs', () => {
  const asked = { request: textRequest('x'), limits: LIMITS };
  const [flat, meter] = [applyRule(FLAT, asked), applyRule(METER, asked)];
  expect(storedPricing([STANDARD, OTHER], [flat, flat])).toEqual({ lead: { rule: 'flat', price: 5 } });
  expect(storedPricing([STANDARD, OTHER], [flat, meter])).toMatchObject({
    lead: { rule: 'flat', price: 5 },
    models: { 'beta/beta-one': { rule: 'metered', perImage: 3, floor: 0.1, ceiling: 20 } },
  });
});
