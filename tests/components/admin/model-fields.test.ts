import { describe, expect, it } from '@jest/globals';
import { asPrice, inDollars, kindOf, modelValues, readModelForm } from '@/components/admin/catalog/model-fields';
import { readSpendLines, spendLines } from '@/components/admin/spend-lines';
import { atFormFields } from '@/components/admin/setting-errors';
import { formValues } from '@/components/admin/settings-fields';
import { settingsPatch } from '@/components/admin/settings-patch';
import { settingsSchema } from '@/lib/settings/schema';

const MODEL = {
  ...{ label: 'One', tier: 'standard' as const, quality: 70, contextTokens: 8_000, maxOutputTokens: null },
  cost: { inputPerMillionTokens: 250_000, outputPerMillionTokens: 1_500_000 },
};

describe('the form of a model', () => {
  it.each([
    [250_000, '0.25', '$0.25'],
    [4_500_000, '4.5', '$4.50'],
    [0, '0', '$0.00'],
    [0.5, '0.0000005', '$0.0000005'],
    [30_000_000, '30', '$30.00'],
  ])('writes %d millionths as dollars, without an exponent', (millionths, text, price) => {
    expect(inDollars(millionths)).toBe(text);
    expect(asPrice(millionths)).toBe(price);
  });

  it('shows what its task is paid by, and nothing else', () => {
    expect(modelValues(MODEL, 'text')).toEqual({
      ...{ label: 'One', tier: 'standard', quality: '70', contextTokens: '8000', maxOutputTokens: '' },
      ...{ 'cost.inputPerMillionTokens': '0.25', 'cost.outputPerMillionTokens': '1.5' },
    });
    expect(Object.keys(modelValues(MODEL, 'video'))).toEqual(['label', 'tier', 'quality', 'cost.perSecond']);
    expect(kindOf('speech')).toEqual({ kind: 'audio', task: 'speech' });
    expect(kindOf('image')).toEqual({ kind: 'image' });
  });

  it('sends only what was changed; an emptied field goes back to the catalog’s own', () => {
    const before = modelValues(MODEL, 'text');
    expect(readModelForm(before, before)).toEqual({ patch: {}, wrong: [] });
    const typed = {
      ...before,
      label: '',
      quality: '81',
      contextTokens: '1,000,000',
      'cost.inputPerMillionTokens': '0.3',
    };
    expect(readModelForm(typed, before)).toEqual({
      patch: { label: null, quality: 81, contextTokens: 1_000_000, cost: { inputPerMillionTokens: 300_000 } },
      wrong: [],
    });
  });

  it('names what is no number', () => {
    const before = modelValues(MODEL, 'text');
    const { wrong } = readModelForm({ ...before, quality: 'many', 'cost.outputPerMillionTokens': 'x' }, before);
    expect(wrong).toEqual(['quality', 'cost.outputPerMillionTokens']);
  });
});

describe('routing in the settings form', () => {
  const settings = settingsSchema.parse({ routing: { dailySpendUsd: { openai: 20, mistral: 1.5 } } });
  const sent = (change: Record<string, string>) => settingsPatch({ ...formValues(settings), ...change }, settings);

  it('writes caps as lines and reads them again; one taken out is lifted', () => {
    expect(spendLines({ openai: 20, mistral: 1.5 })).toBe('openai = 20\nmistral = 1.5');
    expect(readSpendLines('openai = 20\n\ndeepseek: $3', { mistral: 1 })).toEqual({
      ok: true,
      patch: { mistral: null, openai: 20, deepseek: 3 },
    });
    expect(readSpendLines('openai = 20\nmistral', {})).toEqual({ ok: false, line: 2 });
  });

  it('sends policy, race and caps as far as they were changed', () => {
    expect(sent({}).patch).toEqual({});
    expect(
      sent({
        'routing.policy': 'speed',
        'routing.race.enabled': 'true',
        'routing.race.leastMs': '900',
        'routing.dailySpendUsd': 'openai = 5',
      }).patch,
    ).toEqual({
      routing: {
        policy: 'speed',
        race: { enabled: true, leastMs: 900 },
        dailySpendUsd: { openai: 5, mistral: null },
      },
    });
    expect(sent({ 'routing.race.leastMs': '', 'routing.dailySpendUsd': 'x' }).errors).toEqual({
      'routing.race.leastMs': { kind: 'number' },
      'routing.dailySpendUsd': { kind: 'spend', line: 1 },
    });
  });

  it('says at the field which cap is wrong', () => {
    expect(atFormFields([{ path: 'routing.dailySpendUsd.opneai', message: 'names no provider' }])).toEqual([
      { path: 'routing.dailySpendUsd', message: 'opneai: names no provider' },
    ]);
  });
});
