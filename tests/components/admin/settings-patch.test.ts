import { describe, expect, it } from '@jest/globals';
import { formValues, SETTING_GROUPS, settingAt } from '@/components/admin/settings-fields';
import { atFormFields } from '@/components/admin/setting-errors';
import { settingsPatch } from '@/components/admin/settings-patch';
import { mergePatch } from '@/lib/settings/merge-patch';
import { messages } from '@/lib/i18n';
import { settingsSchema } from '@/lib/settings/schema';

const defaults = settingsSchema.parse({});
const sent = (change: Record<string, string> = {}) => ({ ...formValues(defaults), ...change });

describe('the settings form', () => {
  it('shows only members that exist, each with a name', () => {
    const names: Record<string, string> = messages.admin.settings.fields;
    for (const { path, optional } of SETTING_GROUPS.flatMap((group) => group.fields)) {
      const value = settingAt(defaults, path);
      expect([path, typeof value === 'number' || (optional && (value === null || value === 'never'))]).toEqual([
        path,
        true,
      ]);
      expect(names[path.replaceAll('.', '_')]).toBeTruthy();
    }
  });

  it('changes nothing when nothing was changed, whatever line ends the browser sends', () => {
    expect(settingsPatch(sent(), defaults)).toEqual({ patch: {}, errors: {} });
    expect(settingsPatch(sent({ 'routing.order': defaults.routing.order.join('\r\n') }), defaults)).toEqual({
      patch: {},
      errors: {},
    });
  });

  it('sends only what was changed', () => {
    const { patch } = settingsPatch(sent({ 'ads.text.watchSeconds': '2', 'prices.ownRepeat': '0.5' }), defaults);
    expect(patch).toEqual({ ads: { text: { watchSeconds: 2 } }, prices: { ownRepeat: 0.5 } });
    expect(settingsSchema.safeParse(patch).success).toBe(true);
  });

  it.each(['', 'five', '5,5', 'NaN', 'Infinity'])('names the field of a number that is none: %p', (text) => {
    expect(settingsPatch(sent({ 'ads.text.reward': text }), defaults).errors).toEqual({
      'ads.text.reward': { kind: 'number' },
    });
  });

  it('takes an emptied optional number back to its default', () => {
    expect(settingsPatch(sent({ 'rewards.expiryDays.ad': '' }), defaults).patch).toEqual({
      rewards: { expiryDays: { ad: null } },
    });
  });

  it('reads fixed prices by line and removes lines that went', () => {
    const settings = settingsSchema.parse({ prices: { overrides: { rewrite: 3 } } });
    const now = { ...formValues(settings), 'prices.overrides': 'text-generation = 4\nimage-generation:openai/x=12' };
    expect(settingsPatch(now, settings).patch).toEqual({
      prices: { overrides: { rewrite: null, 'text-generation': 4, 'image-generation:openai/x': 12 } },
    });
    expect(settingsPatch({ ...now, 'prices.overrides': 'nonsense' }, settings).errors).toEqual({
      'prices.overrides': { kind: 'override', line: 1 },
    });
  });

  it('switches limits off and on, and reorders providers', () => {
    expect(settingsPatch(sent({ 'limits.enabled': 'false' }), defaults).patch).toEqual({ limits: { enabled: false } });
    expect(settingsPatch(sent({ 'routing.order': 'mistral, openai' }), defaults).patch).toEqual({
      routing: { order: ['mistral', 'openai'] },
    });
  });

  it('takes "never" where a number of days may be left out', () => {
    expect(settingsPatch(sent({ 'rewards.expiryDays.ad': 'never' }), defaults).patch).toEqual({
      rewards: { expiryDays: { ad: 'never' } },
    });
    expect(settingsPatch(sent({ 'ads.text.reward': 'never' }), defaults).errors).toHaveProperty(['ads.text.reward']);
  });

  it('chooses how prices are made', () => {
    const { patch } = settingsPatch(sent({ 'prices.mode': 'cost-plus', 'prices.costPlus.margin': '2' }), defaults);
    expect(patch).toEqual({ prices: { mode: 'cost-plus', costPlus: { margin: 2 } } });
    expect(settingsSchema.parse(patch).prices).toMatchObject({
      mode: 'cost-plus',
      costPlus: { margin: 2, floor: 0.5 },
    });
  });
});

describe('prices of their own', () => {
  const METER = { rule: 'metered', perThousandInputTokens: 1, perThousandOutputTokens: 4, floor: 0.5, ceiling: 20 };
  const settings = settingsSchema.parse({ prices: { overrides: { rewrite: 3, summarize: METER } } });
  const lines = (text: string) => settingsPatch({ ...formValues(settings), 'prices.overrides': text }, settings);
  const after = (text: string) => {
    const before = { prices: { overrides: settings.prices.overrides } };
    return settingsSchema.parse(mergePatch(before, lines(text).patch)).prices.overrides;
  };

  it('come back from the form as they went into it', () => {
    expect(formValues(settings)['prices.overrides']).toBe(`rewrite = 3\nsummarize = ${JSON.stringify(METER)}`);
    expect(lines(formValues(settings)['prices.overrides'] ?? '')).toEqual({ patch: {}, errors: {} });
  });

  it('may become another rule, of which nothing of the old one is left', () => {
    const flat = { rule: 'flat', price: 2 };
    expect(after(`summarize = ${JSON.stringify(flat)}`)).toEqual({ summarize: flat });
    expect(after(`summarize = 4\nrewrite = ${JSON.stringify(METER)}`)).toEqual({ summarize: 4, rewrite: METER });
    expect(after('')).toEqual({});
  });

  it.each([
    ['rewrite = 3\n\nsummarize = {"rule":', 3],
    ['rewrite = [1]', 1],
    ['= 4', 1],
    ['rewrite =', 1],
    ['rewrite = 3\nfour', 2],
  ])('that cannot be read are named by their line: %j', (text, line) => {
    expect(lines(text)).toEqual({ patch: {}, errors: { 'prices.overrides': { kind: 'override', line } } });
  });

  it('show what the server found wrong at their one field, each with its name', () => {
    expect(
      atFormFields([
        { path: 'prices.overrides.summarize.floor', message: 'is too small' },
        { path: 'prices.overrides.summarize:a/b', message: 'names no model' },
        { path: 'prices.mode', message: 'the cost of a is not known' },
        { path: 'prices.mode', message: 'the cost of b is not known' },
        { path: 'ads.text.reward', message: 'is too small' },
      ]),
    ).toEqual([
      { path: 'prices.overrides', message: 'summarize.floor: is too small; summarize:a/b: names no model' },
      { path: 'prices.mode', message: 'the cost of a is not known; the cost of b is not known' },
      { path: 'ads.text.reward', message: 'is too small' },
    ]);
  });
});
