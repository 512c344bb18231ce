import { describe, expect, it } from '@jest/globals';
import { formValues, SETTING_GROUPS, settingAt } from '@/components/admin/settings-fields';
import { settingsPatch } from '@/components/admin/settings-patch';
import { messages } from '@/lib/i18n';
import { settingsSchema } from '@/lib/settings/schema';

const defaults = settingsSchema.parse({});
const sent = (change: Record<string, string> = {}) => ({ ...formValues(defaults), ...change });

describe('the settings form', () => {
  it('shows only members that exist, each with a name', () => {
    const names: Record<string, string> = messages.admin.settings.fields;
    for (const { path, optional } of SETTING_GROUPS.flatMap((group) => group.fields)) {
      const value = settingAt(defaults, path);
      expect([path, typeof value === 'number' || (optional && value === null)]).toEqual([path, true]);
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
    expect(settingsPatch(sent({ 'ads.text.reward': text }), defaults).errors).toEqual({ 'ads.text.reward': 'number' });
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
      'prices.overrides': 'override',
    });
  });

  it('switches limits off and on, and reorders providers', () => {
    expect(settingsPatch(sent({ 'limits.enabled': 'false' }), defaults).patch).toEqual({ limits: { enabled: false } });
    expect(settingsPatch(sent({ 'routing.order': 'mistral, openai' }), defaults).patch).toEqual({
      routing: { order: ['mistral', 'openai'] },
    });
  });
});
