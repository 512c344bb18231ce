import type { Model } from '@/lib/ai/types';
import { settingsSchema } from '@/lib/settings';
import { unknownPrices } from '@/lib/tools';

const MODEL: Model = {
  id: 'openai/gpt:mini',
  provider: 'openai',
  name: 'gpt:mini',
  label: 'Mini',
  kind: 'text',
  tier: 'standard',
  cost: {},
};

const withPrices = (overrides: Record<string, number>) => settingsSchema.parse({ prices: { overrides } });
const none = withPrices({});
const wrong = (overrides: Record<string, number>, before = none) =>
  unknownPrices(withPrices(overrides), before, [MODEL]).map((field) => field.path);

describe('price overrides', () => {
  it('may name a tool, and a model of the catalog behind it', () => {
    expect(wrong({ summarize: 3, 'summarize:openai/gpt:mini': 1 })).toEqual([]);
  });

  it('are refused for what is not there', () => {
    expect(wrong({ summarise: 3, 'summarize:openai/none': 1, 'summarize:': 1 })).toEqual([
      'prices.overrides.summarise',
      'prices.overrides.summarize:openai/none',
      'prices.overrides.summarize:',
    ]);
  });

  it('stay while their model is away', () => {
    const before = withPrices({ 'summarize:mistral/large': 4 });
    expect(wrong({ 'summarize:mistral/large': 4 }, before)).toEqual([]);
  });
});
