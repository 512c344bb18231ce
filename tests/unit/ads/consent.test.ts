import { consentNeed, displayUnits, PLACEMENTS, type Placement } from '@/lib/ads';
import type { Actor } from '@/lib/context';
import type { Db } from '@/lib/db';
import { parseEnv } from '@/lib/env';
import { ALL_DENIED, consentModeOf, consentSignals, NOT_ASKED, readConsent, type AdConsent } from '@/lib/format';
import { adRouteOf } from '@/lib/http/ad-policy';
import { visitorOf } from '@/lib/http/visitor';
import { makeTestCtx } from '../../support/test-ctx';

const GRANTED: AdConsent = { ads: 'granted', underAge: false };
const DENIED: AdConsent = { ads: 'denied', underAge: false };
const TOO_YOUNG: AdConsent = { ads: 'granted', underAge: true };

const person = (plan: 'free' | 'premium'): Actor => ({
  ...{ type: 'user', userId: 'u', sessionId: 's', role: 'user', plan },
});

interface World {
  actor?: Actor;
  consent?: AdConsent;
  accounts?: Record<string, string>;
  ads?: object;
}

function ctxOf({ actor = person('free'), consent = NOT_ASKED, accounts = {}, ads = {} }: World) {
  return makeTestCtx({} as Db, { actor, consent, adAccounts: parseEnv(accounts), settingsTree: { ads } });
}

const REWARDED = { GAM_REWARDED_AD_UNIT: '/1/rewarded' };
const DISPLAY = { REVCONTENT_WIDGET_ID: '12345' };

describe('whether there is something to ask', () => {
  const asks = (world: World) => {
    const { rewarded, display } = consentNeed({ ctx: ctxOf(world) });
    return [rewarded, display];
  };

  test.each<[string, World, [boolean, boolean]]>([
    ['a hub with house ads alone asks nobody', {}, [false, false]],
    ['a network that pays is asked about', { accounts: REWARDED }, [true, false]],
    ['but not from guests, who earn nothing', { accounts: REWARDED, actor: { type: 'guest' } }, [false, false]],
    ['display units are asked about from everybody', { accounts: DISPLAY, actor: { type: 'guest' } }, [false, true]],
    ['premium sees no ads', { accounts: { ...REWARDED, ...DISPLAY }, actor: person('premium') }, [false, false]],
    [
      'what is switched off is not asked about',
      {
        accounts: { ...REWARDED, ...DISPLAY },
        ads: { networks: { gpt: { enabled: false } }, display: { enabled: false } },
      },
      [false, false],
    ],
    [
      'an AdSense account without a unit has no display',
      { accounts: { ADSENSE_CLIENT_ID: 'ca-pub-1234567890' } },
      [true, false],
    ],
  ])('%s', (_name, world, expected) => expect(asks(world)).toEqual(expected));
});

describe('display units', () => {
  const accounts = { ...DISPLAY, ADSENSE_CLIENT_ID: 'ca-pub-1234567890' };
  const shown = (placement: Placement, world: World = {}) => {
    const ctx = ctxOf({ accounts, ads: { display: { adsenseSlot: '99' } }, consent: GRANTED, ...world });
    return displayUnits({ ctx, input: { placement } }).map(({ network }) => network);
  };

  test('stand on public pages of content, for whoever agreed', () => {
    expect(shown('sharedResult')).toEqual(['adsense', 'revcontent']);
    expect(shown('sharedResult', { actor: { type: 'guest' } })).toHaveLength(2);
  });

  test.each([
    ['before an answer', { consent: NOT_ASKED }],
    ['after “only house ads”', { consent: DENIED }],
    ['for somebody too young', { consent: TOO_YOUNG }],
    ['for premium', { actor: person('premium') }],
    ['without an account', { accounts: {} }],
    ['when switched off', { ads: { display: { enabled: false, adsenseSlot: '99' } } }],
  ])('are not there %s', (_name, world) => expect(shown('sharedResult', world)).toEqual([]));

  test('are refused wherever a button pays for watching, and stand on display pages alone', () => {
    for (const [name, { page, hasRewardButton }] of Object.entries(PLACEMENTS)) {
      const path = page.replace(/\{\w+\}/, 'x');
      expect([name, adRouteOf(path) === 'display']).toEqual([name, !hasRewardButton]);
      expect([name, shown(name as Placement).length > 0]).toEqual([name, !hasRewardButton]);
    }
  });
});

describe('what networks are told', () => {
  const told = (consent: AdConsent, childDirected = false) => consentModeOf(consentSignals(consent, { childDirected }));

  test('everything is denied until somebody agrees, and stays so for the young', () => {
    for (const consent of [NOT_ASKED, DENIED, TOO_YOUNG]) {
      expect(told(consent)).toEqual(ALL_DENIED);
      expect(consentSignals(consent, { childDirected: false })).toMatchObject({ limited: true, nonPersonal: true });
    }
    expect(told(GRANTED)).toEqual({
      ...{ ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted' },
      analytics_storage: 'denied',
    });
  });

  test('on a hub for children nothing is personal, whatever was agreed to', () => {
    expect(told(GRANTED, true)).toMatchObject({ ad_user_data: 'denied', ad_personalization: 'denied' });
    expect(consentSignals(GRANTED, { childDirected: true })).toMatchObject({ childDirected: true, nonPersonal: true });
  });
});

describe('a browser’s own signal', () => {
  const env = { COUNTRY_HEADER: undefined, TRUSTED_PROXIES: 0 };
  const seen = (cookie?: string, gpc = '1') =>
    visitorOf(env, new Headers({ 'sec-gpc': gpc }), {
      get: (name) => (name === 'ad-consent' && cookie ? { value: cookie } : undefined),
    }).consent;

  test('not to sell or share answers the question, until somebody answers it here', () => {
    expect(seen()).toEqual(DENIED);
    expect(seen(undefined, '0')).toEqual(NOT_ASKED);
    expect(seen('1.granted.adult')).toEqual(GRANTED);
  });

  test.each(['', '1.granted', '2.granted.adult', '1.granted.adult ', '1.yes.adult', 'x'])(
    'a strange cookie is no answer: %j',
    (cookie) => expect(readConsent(cookie)).toEqual(NOT_ASKED),
  );
});
