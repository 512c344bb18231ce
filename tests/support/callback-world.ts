import { createHmac } from 'node:crypto';
import { NextRequest } from 'next/server';
import { GET as admob } from '@/app/api/ads/callbacks/admob/route';
import { GET as offerGet, POST as offerPost } from '@/app/api/ads/callbacks/[network]/route';
import { startAd, type AdKind, type AdSessionView, type CallbackOutcome } from '@/lib/ads';
import type { Db } from '@/lib/db';
import { parseEnv } from '@/lib/env';
import type { DefinedRoute } from '@/lib/http';
import { adWorld, type AdWorld, type Watcher } from './ad-world';
import { openTestDb } from './test-db';
import { useTestServices } from './test-services';
import { startAdmobKeyServer, type AdmobKeyServer, type AdmobSigner } from './wire/admob-key-server';

export const AD_UNIT = '2747237135';
export const SECRET = 'a secret that we share with an offer wall';

export interface Heard {
  status: number;
  outcome?: CallbackOutcome;
  repeated?: boolean;
  code?: string;
  retryAfter: string | null;
}

type Parameters = readonly (readonly [string, string])[];

export interface CallbackWorld extends AdWorld {
  keys: AdmobKeyServer;
  /** A session of the app, of two views by the rules here. */
  appSession(who: Watcher, kind?: AdKind): Promise<AdSessionView>;
  /** What AdMob sends for one view; values are coded as it codes them. */
  parameters(session: { id: string }, userId: string, changes?: Record<string, string>): Parameters;
  signed(content: Parameters | string, signer?: AdmobSigner): string;
  admob(query: string): Promise<Heard>;
  /** One good callback of the session. */
  view(session: { id: string }, who: Watcher, transaction?: string): Promise<Heard>;
  offer(members: Record<string, string>, how?: 'GET' | 'POST' | 'JSON'): Promise<Heard>;
  offerRaw(query: string, post?: { body: string; signature?: string; type?: string; network?: string }): Promise<Heard>;
  someTransaction(): string;
}

export const coded = (parameters: Parameters) =>
  parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

export const hmac = (text: string, secret = SECRET) => createHmac('sha256', secret).update(text).digest('hex');

async function ask(route: DefinedRoute, network: string, query: string, init: RequestInit = {}): Promise<Heard> {
  // As a machine of the network: no cookies, no origin, an address of its own.
  const headers = { 'x-forwarded-for': '66.249.84.1', host: 'hub.test', ...(init.headers as Record<string, string>) };
  const url = `http://hub.test/api/ads/callbacks/${network}${query && `?${query}`}`;
  const request = new NextRequest(url, { method: init.method ?? 'GET', headers, body: init.body ?? null });
  const response = await route(request, { params: Promise.resolve({ network }) });
  const body = (await response.json()) as Partial<Heard>;
  return { ...body, status: response.status, retryAfter: response.headers.get('retry-after') };
}

function offers(): Pick<CallbackWorld, 'offer' | 'offerRaw'> {
  const offerRaw: CallbackWorld['offerRaw'] = (query, post) => {
    const { network = 'offerwall', body, signature, type = 'application/x-www-form-urlencoded' } = post ?? {};
    if (!post) return ask(offerGet, network, query);
    const headers = { 'content-type': type, ...(signature !== undefined && { 'x-signature': signature }) };
    return ask(offerPost, network, query, { method: 'POST', headers, body: body ?? '' });
  };
  return {
    offerRaw,
    offer: (members, how = 'GET') => {
      const body = how === 'JSON' ? JSON.stringify(members) : coded(Object.entries(members));
      if (how === 'GET') return offerRaw(`${body}&signature=${hmac(body)}`);
      const type = how === 'JSON' ? 'application/json' : 'application/x-www-form-urlencoded';
      return offerRaw('', { body, signature: hmac(body), type });
    },
  };
}

/** Networks that speak to the real route handlers by signature, over one database. Close `keys` in the end. */
export async function callbackWorld(over?: Db): Promise<CallbackWorld> {
  const keys = await startAdmobKeyServer();
  const world = adWorld(over ?? (await openTestDb()));
  const { db, clock, settings } = world;
  settings.change({ ads: { text: { watchSeconds: 60 }, image: { watchSeconds: 30 }, cooldownSeconds: 0 } });
  const env = {
    ...parseEnv({}),
    ADMOB_AD_UNITS: [`ca-app-pub-3940256099942544/${AD_UNIT}`],
    ADMOB_SSV_KEYS_URL: keys.url,
    OFFERWALL_SECRET: SECRET,
  };
  useTestServices(db, { clock, settings, env });
  let transactions = 0;
  const someTransaction = () => `1a2b3c4d${String((transactions += 1)).padStart(24, '0')}`;
  const parameters: CallbackWorld['parameters'] = (session, userId, changes = {}) =>
    Object.entries({
      ad_network: '5450213213286189855',
      ad_unit: AD_UNIT,
      custom_data: session.id,
      reward_amount: '1',
      reward_item: 'Coins',
      timestamp: String(clock.now().getTime()),
      transaction_id: someTransaction(),
      user_id: userId,
      ...changes,
    });
  const signed: CallbackWorld['signed'] = (content, signer = keys.signer()) => {
    const text = typeof content === 'string' ? content : coded(content);
    return `${text}&signature=${signer.sign(text)}&key_id=${signer.keyId}`;
  };
  const hear = (query: string) => ask(admob, 'admob', query);
  return {
    ...world,
    ...offers(),
    keys,
    parameters,
    signed,
    someTransaction,
    admob: hear,
    appSession: async (who, kind = 'text') => {
      const consent = { ads: 'granted', underAge: false } as const;
      const app = who.from({ adAccounts: env, consent: { ...who.ctx.consent, ...consent } });
      return (await startAd({ ctx: app.ctx, input: { kind, network: 'admob', place: 'app' } })).session;
    },
    view: (session, who, transaction) =>
      hear(signed(parameters(session, who.userId, transaction === undefined ? {} : { transaction_id: transaction }))),
  };
}
