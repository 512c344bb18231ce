import { adsTxt, adWarnings } from '@/lib/ads';
import type { Ai } from '@/lib/ai';
import type { Actor } from '@/lib/context';
import type { Db } from '@/lib/db';
import { parseEnv } from '@/lib/env';
import { settingsSchema } from '@/lib/settings';
import { makeTestCtx } from '../../support/test-ctx';

const OPERATOR: Actor = { type: 'user', userId: 'o', sessionId: 's', role: 'admin', plan: 'free' };
const ADSENSE = { ADSENSE_CLIENT_ID: 'ca-pub-1234567890123456' };
const GAM = { GAM_REWARDED_AD_UNIT: '/1/rewarded' };
const GOOGLE = 'google.com, pub-1234567890123456, DIRECT, f08c47fec0942fa0';

interface World {
  accounts?: Record<string, string>;
  ads?: object;
  /** A provider that costs money answers. */
  costs?: boolean;
  actor?: Actor;
}

const ctxOf = ({ accounts = {}, ads = {}, costs = false, actor = OPERATOR }: World) => {
  const providers = () => [...(costs ? [{ id: 'openai', demo: false }] : []), { id: 'demo', demo: true }];
  return makeTestCtx({} as Db, {
    ...{ actor, adAccounts: parseEnv(accounts), settingsTree: { ads } },
    ai: { providers } as unknown as Ai,
  });
};

describe('the file of sellers', () => {
  const text = (world: World, file: 'ads.txt' | 'app-ads.txt' = 'ads.txt') =>
    adsTxt({ ctx: ctxOf(world), input: { file } });

  test('is not there while there is nothing to sell', () => {
    for (const file of ['ads.txt', 'app-ads.txt'] as const)
      expect(() => text({}, file)).toThrow('There is no such file.');
    expect(() => text({ ads: { adsTxt: ['a.example, 1, DIRECT'] } }, 'app-ads.txt')).toThrow();
  });

  test('names the account first, then the operator’s lines, none of them twice', () => {
    const lines = ['GOOGLE.com,pub-1234567890123456,direct,f08c47fec0942fa0', 'revcontent.com, 77, DIRECT', '# ours'];
    expect(text({ accounts: ADSENSE, ads: { adsTxt: lines.slice(1) } })).toBe(
      `${GOOGLE}\nrevcontent.com, 77, DIRECT\n# ours\n`,
    );
    expect(text({ accounts: ADSENSE, ads: { adsTxt: lines } }).match(/pub-1234567890123456/g)).toHaveLength(1);
  });

  test('knows the publisher behind every kind of client id and of app unit', () => {
    expect(text({ accounts: { ADSENSE_CLIENT_ID: 'ca-games-pub-1234567890123456' } })).toBe(`${GOOGLE}\n`);
    const units = { ADMOB_AD_UNITS: 'ca-app-pub-1234567890123456/11,ca-app-pub-1234567890123456/22' };
    expect(text({ accounts: units }, 'app-ads.txt')).toBe(`${GOOGLE}\n`);
    expect(() => text({ accounts: { ADMOB_AD_UNITS: '2747237135' } }, 'app-ads.txt')).toThrow();
  });

  test.each([
    'a.example, 1, DIRECT',
    'ads.a-b.example,pub-9,reseller,abc',
    'a.example, 1, DIRECT, abc # why',
    '# a comment',
    'contact=ads@hub.example',
    'OWNERDOMAIN = hub.example',
  ])('takes %j', (line) => expect(settingsSchema.safeParse({ ads: { adsTxt: [line] } }).success).toBe(true));

  test.each([
    '',
    'google.com',
    'google.com, pub-1',
    'a.example, 1, OWNER',
    'x\nb.example, 1, DIRECT',
    '# a\u0000b',
    '<b>',
  ])('refuses %j', (line) => expect(settingsSchema.safeParse({ ads: { adsTxt: [line] } }).success).toBe(false));
});

describe('what the operator is told', () => {
  const codes = (world: World, appUrl?: string) =>
    adWarnings({ ctx: ctxOf(world), input: { appUrl } }).map(({ code }) => code);
  const off = { networks: { gpt: { enabled: false }, offerwall: { enabled: false } } };

  test('nothing while nothing costs and nothing is sold', () => expect(codes({})).toEqual([]));

  test('that house ads alone pay for a provider, until a network or an offer wall does', () => {
    expect(codes({ costs: true })).toEqual(['house_alone']);
    expect(codes({ costs: true, accounts: GAM, ads: { ...off } })).toEqual(['house_alone']);
    expect(codes({ costs: true, accounts: { OFFERWALL_SECRET: 'x'.repeat(16) } }, 'https://hub.example')).toEqual([]);
  });

  test('which sellers no line is there for', () => {
    const accounts = { ...GAM, REVCONTENT_WIDGET_ID: '1' };
    const warned = adWarnings({ ctx: ctxOf({ accounts }), input: { appUrl: 'https://hub.example' } });
    expect(warned).toEqual([{ code: 'ads_txt', missing: ['google.com', 'revcontent.com'] }]);
    const adsTxt = ['google.com, pub-9, DIRECT', 'RevContent.com, 7, DIRECT'];
    expect(codes({ accounts, ads: { adsTxt } }, 'https://hub.example')).toEqual([]);
    expect(codes({ accounts: ADSENSE }, 'https://hub.example')).toEqual([]);
  });

  test('that a network wants https, and AdMob its units', () => {
    expect(codes({ accounts: ADSENSE })).toEqual(['not_https']);
    expect(codes({ accounts: ADSENSE }, 'http://hub.example')).toEqual(['not_https']);
    expect(codes({ accounts: { ADMOB_AD_UNITS: ',' } }, 'https://hub.example')).toEqual(['admob_units']);
  });

  test('and nobody else is', () => {
    const actor: Actor = { ...OPERATOR, role: 'user' };
    expect(() => adWarnings({ ctx: ctxOf({ actor }), input: { appUrl: undefined } })).toThrow('This is for operators.');
  });
});
