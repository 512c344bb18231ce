import type { InferenceProvider } from '@huggingface/inference';
import { CallFailure } from '../chain/failure';
import type { ModelTask } from '../types';
import { WireError } from '../wire/wire-error';
import type { AdapterCall } from './adapter';
import { providerFetch } from './provider-fetch';

/** The addresses the package knows; it can be given no others. */
const ROUTER = 'https://router.huggingface.co';
const HUB = 'https://huggingface.co';

export interface HubAddresses {
  /** Where text goes; with `/v1`. */
  chat: string;
  /** Where everything else goes. */
  router: string;
  /** Which asks what a model is called at the company that runs it. */
  hub: string;
}

export interface HubAccess {
  apiKey: string;
  addresses: HubAddresses;
}

/** The addresses that belong to a base URL: whoever stands in for the router stands in for the hub, too. */
export function hubAddresses(baseUrl: string | undefined): HubAddresses {
  if (!baseUrl) return { chat: `${ROUTER}/v1`, router: ROUTER, hub: HUB };
  const chat = baseUrl.replace(/\/+$/, '');
  const router = chat.replace(/\/v1$/, '');
  return { chat, router, hub: router === ROUTER ? HUB : router };
}

/** Who can run a model, by what it does; the first where its name does not say ("org/model:company"). */
const COMPANIES = {
  image: ['hf-inference', 'fal-ai', 'nscale', 'together'],
  speech: ['deepinfra', 'hf-inference', 'together'],
  transcription: ['hf-inference', 'deepinfra', 'fal-ai', 'together'],
  video: ['fal-ai'],
} as const satisfies Record<Exclude<ModelTask, 'text'>, readonly InferenceProvider[]>;

export interface HubName {
  model: string;
  company: (typeof COMPANIES)[keyof typeof COMPANIES][number];
}

/**
 * Splits a name as the router writes it.
 * @throws CallFailure when nobody we know how to ask would run it.
 */
export function splitName(name: string, task: keyof typeof COMPANIES): HubName {
  const known: readonly HubName['company'][] = COMPANIES[task];
  const at = name.lastIndexOf(':');
  const company = at < 0 ? known[0] : known.find((one) => one === name.slice(at + 1));
  if (!company) throw new CallFailure({ outcome: 'bad_response' });
  return { model: at < 0 ? name : name.slice(0, at), company };
}

export interface HubFetchRules {
  signal: AbortSignal;
  maxBytes: number;
  onAnswered(): void;
}

/**
 * The fetch that the package is given: to our addresses instead of its own, ended by the signal. A request to anywhere
 * else is not sent, since it would carry the token.
 */
export function hubFetch({ router, hub }: HubAddresses, { signal, maxBytes, onAnswered }: HubFetchRules): typeof fetch {
  const toRouter = providerFetch({ signal, maxBytes, onAnswered });
  const toHub = providerFetch({ signal, maxBytes });
  return async (input, init) => {
    const asked = input instanceof Request ? input.url : String(input);
    if (asked.startsWith(`${ROUTER}/`)) return toRouter(router + asked.slice(ROUTER.length), init);
    if (asked.startsWith(`${HUB}/`)) return toHub(hub + asked.slice(HUB.length), init);
    throw new CallFailure({ outcome: 'unauthorized' });
  };
}

/** What every call through the package has: the token, our fetch, and none of its endless repeats on 503. */
export function through({ apiKey, addresses }: HubAccess, { signal, onAnswered }: AdapterCall, maxBytes: number) {
  const fetch = hubFetch(addresses, { signal, onAnswered, maxBytes });
  return { accessToken: apiKey, options: { fetch, signal, retry_on_error: false } };
}

/** Names of the package's own errors: about a model or an answer that is not as it should be. */
const UNFIT = new Set(['InputError', 'RoutingError', 'ProviderOutputError', 'SyntaxError']);

/** The package's failures as the chain knows them. What came over HTTP has been thrown by our own fetch. */
export function hubFailure(error: unknown): unknown {
  if (error instanceof WireError && error.statusCode === 503) {
    const { estimated_time: seconds } = (error.data ?? {}) as { estimated_time?: unknown };
    // A model that is being loaded says when it will be there.
    if (typeof seconds === 'number' && seconds >= 0)
      return new CallFailure({ outcome: 'rate_limited', httpStatus: 503, retryAfterMs: seconds * 1_000 }, error);
  }
  const isUnfit = error instanceof Error && !(error instanceof WireError) && UNFIT.has(error.name);
  return isUnfit ? new CallFailure({ outcome: 'bad_response' }, error) : error;
}
