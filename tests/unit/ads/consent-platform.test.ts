import { listenToCmp, replaces, type CmpWindow } from '@/components/ads/consent/cmp';
import { tcfAnswer, type TcfData } from '@/components/ads/consent/tcf';
import type { AdConsent } from '@/lib/format';

const all = (ids: number[], yes = true) => Object.fromEntries(ids.map((id) => [id, yes]));
const YES: TcfData = {
  ...{ eventStatus: 'tcloaded', gdprApplies: true, listenerId: 7 },
  purpose: { consents: all([1, 2, 3, 4, 7, 9, 10]) },
};

describe('what a platform’s answer means', () => {
  const ads = (data: Partial<TcfData>) => tcfAnswer({ ...YES, ...data })?.ads ?? null;

  test.each<[string, Partial<TcfData>, 'granted' | 'denied' | null]>([
    ['all purposes', {}, 'granted'],
    ['nothing while it still asks', { eventStatus: 'cmpuishown' }, null],
    ['nothing before it has loaded', { eventStatus: undefined }, null],
    ['a refusal of everything', { purpose: { consents: {} } }, 'denied'],
    ['no storage on the device', { purpose: { consents: all([2, 3, 4, 7, 9, 10]) } }, 'denied'],
    ['storage alone', { purpose: { consents: all([1]) } }, 'denied'],
    [
      'showing ads as a legitimate interest',
      { purpose: { consents: all([1]), legitimateInterests: all([2, 7, 9, 10]) } },
      'granted',
    ],
    ['a law that asks for none', { gdprApplies: false, purpose: undefined }, 'granted'],
    ['a law it does not know', { gdprApplies: undefined, purpose: {} }, 'denied'],
  ])('%s', (_name, data, expected) => expect(ads(data)).toBe(expected));

  test('ads may load without being personal', () => {
    const mode = tcfAnswer({ ...YES, purpose: { consents: all([1, 2, 7, 9, 10]) } })?.mode;
    expect(mode).toMatchObject({ ad_storage: 'granted', ad_personalization: 'denied', analytics_storage: 'denied' });
  });
});

test.each<[AdConsent['ads'], boolean, 'granted' | 'denied', boolean, boolean]>([
  ['unknown', false, 'granted', false, true],
  ['unknown', false, 'denied', false, true],
  ['granted', false, 'denied', false, true],
  ['granted', false, 'granted', true, false],
  // "Only house ads" was said here; what the platform remembers from before does not undo it.
  ['denied', false, 'granted', false, false],
  ['denied', false, 'granted', true, true],
  ['denied', true, 'granted', true, false],
])('over %s (too young: %s), %s (just said: %s): %s', (old, underAge, ads, isNew, expected) =>
  expect(replaces({ ads: old, underAge }, { ads, isNew })).toBe(expected),
);

/** A window with a consent platform whose script comes when the test says so. */
function fakeWindow(cookie = '') {
  const heard: unknown[] = [];
  const jar = new Map(cookie ? [cookie.split('=') as [string, string]] : []);
  const scripts: { src: string; load(): void }[] = [];
  let reloads = 0;
  let say: (data: TcfData, ok?: boolean) => void = () => undefined;
  const window: CmpWindow = {
    location: { protocol: 'https:', reload: () => (reloads += 1) },
    gtag: (...said) => heard.push(said),
    document: {
      get cookie() {
        return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      },
      set cookie(line) {
        heard.push(line);
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar.set(name, value);
      },
      createElement: (() => {
        const script = { src: '', async: false, load: () => undefined as void };
        return Object.assign(script, {
          addEventListener: (_name: string, run: () => void) => (script.load = run),
        });
      }) as unknown as Document['createElement'],
      head: { appendChild: (script: (typeof scripts)[number]) => scripts.push(script) } as unknown as HTMLHeadElement,
      querySelector: () => null,
    },
  };
  const arrive = () => {
    window.__tcfapi = (command, _version, callback, parameter) => {
      if (command === 'addEventListener') say = (data, ok = true) => callback(data, ok);
      else heard.push([command, parameter]);
    };
    scripts.forEach((script) => script.load());
  };
  return {
    window,
    heard,
    scripts,
    arrive,
    say: (data: TcfData, ok?: boolean) => say(data, ok),
    reloads: () => reloads,
  };
}

describe('the platform on the page', () => {
  const SRC = 'https://cmp.example/stub.js';

  test('is loaded once, its answer becomes the hub’s cookie, and the page is loaded anew', () => {
    const page = fakeWindow();
    const stop = listenToCmp(page.window, SRC);
    expect(page.scripts.map(({ src }) => src)).toEqual([SRC]);
    page.arrive();
    page.say({ ...YES, eventStatus: 'cmpuishown' });
    expect(page.heard).toEqual([]);
    page.say(YES);
    expect(page.heard).toEqual(['ad-consent=1.granted.adult; Path=/; Max-Age=15552000; SameSite=Lax; Secure']);
    expect(page.reloads()).toBe(1);
    // The same again, as after the load: the tags are told, and nothing turns in circles.
    page.say(YES);
    expect(page.reloads()).toBe(1);
    expect(page.heard.at(-1)).toMatchObject(['consent', 'update', { ad_storage: 'granted' }]);
    stop();
    expect(page.heard.at(-1)).toEqual(['removeEventListener', 7]);
  });

  test('takes a yes back', () => {
    const page = fakeWindow('ad-consent=1.granted.adult');
    listenToCmp(page.window, SRC);
    page.arrive();
    page.say({ ...YES, eventStatus: 'useractioncomplete', purpose: {} });
    expect(page.heard[0]).toMatch(/^ad-consent=1\.denied\.adult/);
    expect(page.reloads()).toBe(1);
  });

  test.each<[string, TcfData, boolean]>([
    ['ad-consent=1.denied.minor', { ...YES, eventStatus: 'useractioncomplete' }, true],
    ['ad-consent=1.denied.adult', YES, true],
    ['', YES, false],
  ])('changes nothing over %j when it may not', (cookie, data, ok) => {
    const page = fakeWindow(cookie);
    listenToCmp(page.window, SRC);
    page.arrive();
    page.say(data, ok);
    expect([page.heard, page.reloads()]).toEqual([[], 0]);
  });

  test('that comes after the page was left is not heard', () => {
    const page = fakeWindow();
    listenToCmp(page.window, SRC)();
    page.arrive();
    page.say(YES);
    expect(page.heard).toEqual([]);
  });
});
