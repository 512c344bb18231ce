import type { Model } from '@/lib/ai/types';
import { settingsSchema } from '@/lib/settings';
import { DEFINITIONS } from '@/lib/tools/definitions';
import { judgePriceRules, judgePrices, unpricedModels } from '@/lib/tools';

const MODEL: Model = {
  id: 'openai/gpt:mini',
  provider: 'openai',
  name: 'gpt:mini',
  label: 'Mini',
  kind: 'text',
  tier: 'standard',
  cost: {},
};
const PAINTER: Model = { ...MODEL, id: 'openai/paint', name: 'paint', kind: 'image', cost: { perImage: 6_000 } };

const withPrices = (prices: object) => settingsSchema.parse({ prices });
const none = withPrices({});
const judged = (prices: object, before = none) => judgePrices(withPrices(prices), before, [MODEL, PAINTER]);
const wrong = (overrides: object, before = none) => judged({ overrides }, before).map((field) => field.path);
const bounds = { floor: 1, ceiling: 9 };

describe('the names of price overrides', () => {
  it('may be a tool, and a model of the catalog behind it', () => {
    expect(wrong({ summarize: 3, 'summarize:openai/gpt:mini': 1 })).toEqual([]);
  });

  it('are refused for what is not there', () => {
    expect(wrong({ summarise: 3, 'summarize:openai/none': 1, 'summarize:': 1 })).toEqual([
      'prices.overrides.summarise',
      'prices.overrides.summarize:openai/none',
      'prices.overrides.summarize:',
    ]);
  });

  it('are refused for a model that does something else', () => {
    expect(judged({ overrides: { 'image-generation:openai/gpt:mini': 2, 'summarize:openai/paint': 2 } })).toEqual([
      { path: 'prices.overrides.image-generation:openai/gpt:mini', message: 'names a model for text' },
      { path: 'prices.overrides.summarize:openai/paint', message: 'names a model for image' },
    ]);
  });

  it('stay while their model is away', () => {
    const before = withPrices({ overrides: { 'summarize:mistral/large': 4 } });
    expect(wrong({ 'summarize:mistral/large': 4 }, before)).toEqual([]);
  });
});

describe('a metered rule', () => {
  const meter = (rates: object) => ({ rule: 'metered', ...rates, ...bounds });

  it.each([
    ['summarize', { perThousandInputTokens: 1 }],
    ['summarize:openai/gpt:mini', { perThousandOutputTokens: 1 }],
    ['image-generation', { perImage: 1 }],
  ])('of %s may have %j', (name, rates) => {
    expect(wrong({ [name]: meter(rates) })).toEqual([]);
  });

  it('needs something to measure', () => {
    expect(judged({ overrides: { summarize: meter({}) } })).toEqual([
      {
        path: 'prices.overrides.summarize',
        message: 'needs a rate of a tool for text: perThousandInputTokens or perThousandOutputTokens',
      },
    ]);
  });

  it('is refused for measuring what such a tool does not use', () => {
    expect(wrong({ summarize: meter({ perThousandInputTokens: 1, perImage: 1 }) })).toEqual([
      'prices.overrides.summarize.perImage',
    ]);
    expect(wrong({ 'image-generation': meter({ perSecond: 1 }) })).toEqual([
      'prices.overrides.image-generation.perSecond',
    ]);
  });
});

describe('a price that follows the cost', () => {
  it('is refused for a model whose cost nobody knows, named once', () => {
    expect(judged({ mode: 'cost-plus' })).toEqual([
      { path: 'prices.mode', message: expect.stringContaining('openai/gpt:mini is not known') },
    ]);
    expect(wrong({ rewrite: { rule: 'cost-plus', ...bounds } })).toEqual(['prices.overrides.rewrite']);
    expect(wrong({ 'rewrite:openai/gpt:mini': { rule: 'cost-plus', ...bounds } })).toEqual([
      'prices.overrides.rewrite:openai/gpt:mini',
    ]);
  });

  it('is fine once such a model has a price of its own in every tool', () => {
    const texts = DEFINITIONS.filter(({ kind }) => kind === 'text').map(({ id }) => [id, 5]);
    const overrides = Object.fromEntries(texts) as Record<string, number>;
    expect(judged({ mode: 'cost-plus', overrides })).toEqual([]);
    expect(judged({ overrides: { 'image-generation': { rule: 'cost-plus', ...bounds } } })).toEqual([]);
  });

  it('does not keep an operator from changing something else after such a model appeared', () => {
    const before = withPrices({ mode: 'cost-plus' });
    expect(judged({ mode: 'cost-plus', ownRepeat: 1 }, before)).toEqual([]);
    const dearer = { mode: 'cost-plus', overrides: { rewrite: { rule: 'cost-plus', ...bounds } } };
    expect(judged(dearer, before).map(({ path }) => path)).toEqual(['prices.overrides.rewrite']);
  });
});

describe('prices in a configuration file', () => {
  it('are wrong for what is no tool and for what it does not use, whatever models there are', () => {
    const overrides = { summarise: 1, 'rewrite:gone/model': 1, summarize: { rule: 'metered', perImage: 1, ...bounds } };
    expect(judgePriceRules(withPrices({ overrides })).map(({ path }) => path)).toEqual([
      'prices.overrides.summarise',
      'prices.overrides.summarize.perImage',
    ]);
  });

  it('tell which models cannot be had', () => {
    expect(unpricedModels(withPrices({ mode: 'cost-plus' }), [MODEL, PAINTER])).toMatchObject([
      { path: 'prices.mode' },
    ]);
    expect(unpricedModels(none, [MODEL])).toEqual([]);
  });
});
