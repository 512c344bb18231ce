import { describe, expect, it } from '@jest/globals';
import { countryLines, readAdRules, type AdRules } from '@/components/admin/ads/rules-patch';

const RULES: AdRules = {
  networks: {
    gpt: { enabled: true, dailyCap: 60, viewsPerDay: 60 },
    h5: { enabled: false, dailyCap: 60, viewsPerDay: 60 },
    admob: { enabled: true, dailyCap: 100, viewsPerDay: 60 },
    offerwall: { enabled: true, dailyCap: 2_000, maxCredits: 1_000, share: 0.5 },
  },
  assumedCpmUsd: { default: 1, countries: { US: 8, DE: 4 } },
};

/** The form as it is sent when nobody touched it: unticked boxes are absent. */
const UNTOUCHED: Record<string, string> = {
  ...{ 'ads.networks.gpt.enabled': 'true', 'ads.networks.gpt.dailyCap': '60', 'ads.networks.gpt.viewsPerDay': '60' },
  ...{ 'ads.networks.h5.dailyCap': '60', 'ads.networks.h5.viewsPerDay': '60' },
  ...{ 'ads.networks.admob.enabled': 'true', 'ads.networks.admob.dailyCap': '100' },
  ...{ 'ads.networks.admob.viewsPerDay': '60', 'ads.networks.offerwall.enabled': 'true' },
  ...{
    'ads.networks.offerwall.dailyCap': '2000',
    'ads.networks.offerwall.maxCredits': '1000',
    'ads.networks.offerwall.share': '0.5',
  },
  ...{ 'ads.assumedCpmUsd.default': '1', 'ads.assumedCpmUsd.countries': countryLines(RULES.assumedCpmUsd.countries) },
};
const read = (change: Record<string, string>, without: string[] = []) =>
  readAdRules(
    Object.fromEntries(Object.entries({ ...UNTOUCHED, ...change }).filter(([name]) => !without.includes(name))),
    RULES,
  );

describe('the form of switches and caps', () => {
  it('changes nothing that nobody touched', () => {
    expect(read({})).toEqual({ patch: null, wrong: [] });
  });

  it('sends only what was changed, as the settings have it', () => {
    expect(read({ 'ads.networks.h5.enabled': 'true', 'ads.networks.gpt.viewsPerDay': '20' })).toEqual({
      patch: { ads: { networks: { gpt: { viewsPerDay: 20 }, h5: { enabled: true } } } },
      wrong: [],
    });
    expect(read({}, ['ads.networks.offerwall.enabled']).patch).toEqual({
      ads: { networks: { offerwall: { enabled: false } } },
    });
  });

  it('reads what an offer pays at most, and the share of it that a user gets', () => {
    expect(read({ 'ads.networks.offerwall.share': '0,4', 'ads.networks.offerwall.maxCredits': '250' })).toEqual({
      patch: { ads: { networks: { offerwall: { maxCredits: 250, share: 0.4 } } } },
      wrong: [],
    });
    expect(read({ 'ads.networks.offerwall.share': 'half' }).wrong).toEqual([
      { field: 'ads.networks.offerwall.share', line: 0 },
    ]);
  });

  it('reads prices by country, and takes away one whose line is gone', () => {
    const { patch } = read({
      'ads.assumedCpmUsd.countries': 'us = 8\r\n\r\nfr: $2,5\n',
      'ads.assumedCpmUsd.default': '0,8',
    });
    expect(patch).toEqual({ ads: { assumedCpmUsd: { default: 0.8, countries: { FR: 2.5, DE: null } } } });
  });

  it('says which fields and lines cannot be read', () => {
    expect(
      read({
        'ads.networks.gpt.dailyCap': 'many',
        'ads.networks.offerwall.dailyCap': '',
        'ads.assumedCpmUsd.countries': 'US = 8\nFrance = 2\nDE = lots',
      }).wrong,
    ).toEqual([
      { field: 'ads.networks.gpt.dailyCap', line: 0 },
      { field: 'ads.networks.offerwall.dailyCap', line: 0 },
      { field: 'ads.assumedCpmUsd.countries', line: 2 },
      { field: 'ads.assumedCpmUsd.countries', line: 3 },
    ]);
  });
});
