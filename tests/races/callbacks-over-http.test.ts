import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { writeConsent } from '@/lib/format';
import type { RiskCase } from '@/lib/risk/types';
import { caseListSchema } from '@/lib/risk/view-schema';
import { ApiClient, asOperator } from '../support/api-client';
import type { Hub } from '../support/built-hub';
import { AD_UNIT, coded, hmac, SECRET } from '../support/callback-world';
import { startTestHub, verifyHub } from '../support/test-hub';
import { startAdmobKeyServer, type AdmobKeyServer } from '../support/wire/admob-key-server';

// The way of a real callback, through the server and Next's router: what was signed arrives byte by byte.

let keys: AdmobKeyServer;
let hub: Hub;
let close: () => Promise<void>;
let operator: ApiClient;
let person: ApiClient;
let userId: string;
let email: string;

beforeAll(async () => {
  keys = await startAdmobKeyServer();
  const env = { ADMOB_AD_UNITS: AD_UNIT, ADMOB_SSV_KEYS_URL: keys.url, OFFERWALL_SECRET: SECRET };
  ({ hub, close } = await startTestHub({ env }));
  operator = await asOperator(hub.url, hub.operator);
  const ads = { image: { watchSeconds: 30, reward: 10 }, cooldownSeconds: 0 };
  expect((await operator.call('PATCH', '/api/admin/settings', { ads })).status).toBe(200);
  person = new ApiClient(hub.url);
  ({ id: userId, email } = await person.register());
}, 240_000);
afterAll(async () => {
  await close();
  await keys.close();
});

const available = async () => (await person.call<{ available: number }>('GET', '/api/credits')).body.available;

/** As a network asks: nothing but an address and what it says. */
async function tell(path: string, init?: RequestInit) {
  const response = await fetch(`${hub.url}/api/ads/callbacks/${path}`, init);
  return { status: response.status, ...((await response.json()) as { outcome?: string; code?: string }) };
}

async function appSession(): Promise<string> {
  const cookie = `${person.cookieHeader()}; ad-consent=${writeConsent({ ads: 'granted', underAge: false })}`;
  const response = await fetch(`${hub.url}/api/ads/start`, {
    method: 'POST',
    headers: { origin: hub.url, cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'image', network: 'admob', place: 'app' }),
  });
  const { session } = (await response.json()) as { session: { id: string } };
  return session.id;
}

const signed = (content: string) => {
  const { keyId, sign } = keys.signer();
  return `admob?${content}&signature=${sign(content)}&key_id=${keyId}`;
};

it('pays callbacks of AdMob whose codes nobody else would write so', async () => {
  // Each of these is another query after Next has read and written it.
  const odd = [
    'a=%2f%2F',
    'b=c+d%20e',
    'bare',
    'empty=&&f=~!*()',
    'g=a,b;c:d@e$f',
    '_rsc=abc',
    'nxtPnetwork=x',
    'q=%27%41',
  ];
  const before = await available();
  for (const [index, part] of odd.entries()) {
    const content = coded([
      ['ad_unit', AD_UNIT],
      ['custom_data', await appSession()],
      ['transaction_id', `over-http-${index}`],
      ['user_id', userId],
    ]);
    expect([part, await tell(signed(`${part}&${content}`))]).toEqual([
      part,
      { status: 200, outcome: 'paid', repeated: false },
    ]);
    expect(await tell(signed(`${part}&${content}&more=1`).replace('more=1', 'more=2'))).toMatchObject({ status: 403 });
  }
  expect((await available()) - before).toBe(10 * odd.length);
});

it('pays offers by GET and POST once, forgeries and strangers never', async () => {
  const before = await available();
  const offer = coded([
    ['event', 'credit'],
    ['transaction_id', 'offer-1'],
    ['user_id', userId],
    ['payout_usd', '0.05'],
    ['offer_name', 'Tea & "cake"'],
  ]).replaceAll('%20', '+');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-signature': hmac(offer) };
  expect(await tell(`offerwall?${offer}&signature=${hmac(offer)}`)).toMatchObject({ status: 200, outcome: 'paid' });
  expect(await tell('offerwall', { method: 'POST', headers, body: offer })).toMatchObject({
    status: 200,
    repeated: true,
  });
  expect(await tell('offerwall', { method: 'POST', headers, body: `${offer}&x=1` })).toMatchObject({ status: 403 });
  expect(await tell('nobody?a=1')).toMatchObject({ status: 404, code: 'not_found' });
  expect((await available()) - before).toBe(25);
});

it('holds an offer that looks wrong, shows it to its person and the operator, and pays it by their word', async () => {
  const weighs = (disposable: number) =>
    operator.call('PATCH', '/api/admin/settings', {
      risk: { disposableDomains: [email.split('@')[1]], weights: { disposable } },
    });
  expect((await weighs(40)).status).toBe(200);
  const before = await available();
  const offer = coded([
    ['event', 'credit'],
    ['transaction_id', 'offer-held'],
    ['user_id', userId],
    ['payout_usd', '0.05'],
    ['offer_name', 'Tower & Co'],
  ]);
  const held = { status: 200, outcome: 'held' };
  expect(await tell(`offerwall?${offer}&signature=${hmac(offer)}`)).toMatchObject({ ...held, repeated: false });
  expect(await tell(`offerwall?${offer}&signature=${hmac(offer)}`)).toMatchObject({ ...held, repeated: true });
  const page = await (await person.fetch('/earn')).text();
  expect(page).toContain('Tower &amp; Co');
  expect(page).toContain('In review');
  const { body } = await operator.call<{ items: RiskCase[] }>('GET', `/api/admin/fraud?userId=${userId}`);
  const [found] = caseListSchema.parse(body).items;
  expect(found).toMatchObject({ flow: 'offer', offer: { transactionId: 'offer-held', state: 'waiting', amount: 25 } });
  const pay = () => operator.call('POST', `/api/admin/fraud/${found!.id}/decide`, { decision: 'pay' });
  expect(await pay()).toMatchObject({ status: 200, body: { case: { state: 'cleared', offer: { state: 'paid' } } } });
  expect((await pay()).status).toBe(409);
  expect((await available()) - before).toBe(25);
  const notices = await person.call<{ items: { kind: string }[] }>('GET', '/api/notices');
  expect(notices.body.items.map(({ kind }) => kind)).toContain('offer_paid');
  expect((await operator.call('GET', '/api/admin/ad-callbacks?limit=1')).body).toMatchObject({
    items: [{ outcome: 'held', review: 'paid', heldUntil: null }],
  });
  expect((await weighs(0)).status).toBe(200);
});

it('leaves a ledger that verifies', async () => {
  await hub.stop();
  expect(await verifyHub(hub)).toBe(0);
}, 240_000);
