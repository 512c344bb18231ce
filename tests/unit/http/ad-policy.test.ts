import { parseEnv } from '@/lib/env';
import { NOT_ASKED, type AdConsent } from '@/lib/format';
import { adPolicyOf, contentSecurityPolicy, securityHeaders } from '@/lib/http/edge';
import { settingsSchema } from '@/lib/settings';

const ACCOUNTS = {
  GAM_REWARDED_AD_UNIT: '/1234567/rewarded',
  ADSENSE_CLIENT_ID: 'ca-pub-1234567890123456',
  REVCONTENT_WIDGET_ID: '12345',
};
const GRANTED: AdConsent = { ads: 'granted', underAge: false };
const AD_PAGES = ['/earn/watch', '/r/abc', '/ad-choices'];
const GPT = 'https://securepubads.g.doubleclick.net';
const ADSENSE = 'https://pagead2.googlesyndication.com';

interface Visit {
  consent?: AdConsent;
  accounts?: Record<string, string>;
  ads?: object | null;
}

function policy(path: string, { consent = GRANTED, accounts = ACCOUNTS, ads = {} }: Visit = {}) {
  const display = { adsenseSlot: '99', ...(ads as { display?: object } | null)?.display };
  const settings = ads === null ? undefined : settingsSchema.parse({ ads: { ...ads, display } }).ads;
  return adPolicyOf({ path, accounts: parseEnv(accounts), ads: settings, consent });
}

const csp = (path: string, visit?: Visit) =>
  contentSecurityPolicy({ nonce: 'abc', development: false, secure: false, ads: policy(path, visit) });
const strict = contentSecurityPolicy({ nonce: 'abc', development: false, secure: false });

test('only ad pages open up, each for its own networks', () => {
  expect(policy('/earn/watch')?.scripts).toEqual([GPT, ADSENSE]);
  expect(policy('/r/abc')?.scripts).toEqual([ADSENSE, 'https://assets.revcontent.com']);
  for (const path of ['/', '/earn', '/earn/watch/x', '/tool/text-generation', '/r', '/r/a/b', '/ad-choices', '/runs/1'])
    expect(csp(path)).toBe(strict);
});

test.each<[string, Visit]>([
  ['nobody has answered', { consent: NOT_ASKED }],
  ['house ads were asked for', { consent: { ads: 'denied', underAge: false } }],
  ['somebody is too young, whatever else was answered', { consent: { ads: 'granted', underAge: true } }],
  ['no account is configured', { accounts: {} }],
  ['the services are not open yet', { ads: null }],
])('every page keeps the strict policy while %s', (_name, visit) => {
  for (const path of AD_PAGES) expect(csp(path, visit)).toBe(strict);
});

test('a network or the display units that the operator has switched off add nothing', () => {
  const off = { enabled: false };
  expect(policy('/earn/watch', { ads: { networks: { gpt: off } } })?.scripts).toEqual([ADSENSE]);
  expect(policy('/earn/watch', { ads: { networks: { gpt: off, h5: off } } })).toBeNull();
  expect(policy('/r/abc', { ads: { display: off } })).toBeNull();
  expect(policy('/r/abc', { ads: { display: { adsenseSlot: '' } } })?.scripts).toEqual([
    'https://assets.revcontent.com',
  ]);
});

test('an ad page lets in what ads bring, and still runs no script without the nonce or one that had it', () => {
  const open = csp('/earn/watch');
  expect(open).toContain(`script-src 'self' 'nonce-abc' 'strict-dynamic' ${GPT} ${ADSENSE} 'unsafe-eval';`);
  for (const directive of ["img-src 'self' blob: data: https:", 'frame-src https:', "connect-src 'self' https:"])
    expect(open).toContain(`${directive};`);
  expect(open).not.toMatch(/script-src[^;]*unsafe-inline/);
  expect(open).toMatch(/object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'/);
  const opener = (path: string) =>
    Object.fromEntries(securityHeaders(false, policy(path)))['cross-origin-opener-policy'];
  expect([opener('/earn/watch'), opener('/earn')]).toEqual(['same-origin-allow-popups', 'same-origin']);
});

test('a script on this machine has its own origin let in beside https', () => {
  const accounts = { ...ACCOUNTS, GPT_SCRIPT_URL: 'http://localhost:4100/gpt.js' };
  expect(csp('/earn/watch', { accounts })).toContain('frame-src https: http://localhost:4100;');
});

test('a consent platform is let in to ask, on ad pages with something to agree to', () => {
  const ads = { consent: { cmpScriptUrl: 'https://cmp.example/stub.js' } };
  const unknown = { ads, consent: NOT_ASKED };
  for (const path of AD_PAGES)
    expect(policy(path, unknown)).toMatchObject({ scripts: ['https://cmp.example'], isOpen: true, evaluates: false });
  expect(csp('/', unknown)).toBe(strict);
  expect(policy('/earn/watch', { ...unknown, accounts: {} })).toBeNull();
  expect(policy('/earn/watch', { ads, consent: { ads: 'denied', underAge: true } })).toBeNull();
});

test('the challenge service stands where claims are made, opens nothing else, and asks no consent', () => {
  const accounts = { TURNSTILE_SITE_KEY: 'site', TURNSTILE_SECRET_KEY: 'secret' };
  const page = csp('/earn', { accounts, consent: NOT_ASKED });
  expect(page).toContain('frame-src https://challenges.cloudflare.com;');
  expect(page).not.toMatch(/https:[ ;]|unsafe-eval/);
  expect(csp('/', { accounts })).toBe(strict);
});

test.each(['https://a;sandbox/x.js', 'https://*/x.js', "https://'unsafe-inline'/x.js", 'https://a.example,b/x.js'])(
  'no consent platform at %s, which would say more in a policy than where it is',
  (cmpScriptUrl) => expect(settingsSchema.safeParse({ ads: { consent: { cmpScriptUrl } } }).success).toBe(false),
);
test.each(['https://cmp.example/a?x=1;y', 'https://CMP.example:8443/a', ''])(
  'a consent platform at "%s"',
  (cmpScriptUrl) => expect(settingsSchema.safeParse({ ads: { consent: { cmpScriptUrl } } }).success).toBe(true),
);
