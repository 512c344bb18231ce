import { CallFailure } from '../chain/failure';
import type { AdapterCall } from './adapter';
import { hubFetch, type HubAccess } from './huggingface-route';
import { providerFetch } from './provider-fetch';
import { runJob, type JobPace } from './run-job';

const COMPANY = 'fal-ai';
const MAX_ANSWER_BYTES = 1_000_000;

export type QueueOrder = {
  model: string;
  parameters: Record<string, unknown>;
  pace?: JobPace | undefined;
} & ({ task: 'text-to-image' | 'text-to-video'; inputs: string } | { task: 'image-to-image'; inputs: Blob });

interface QueueAnswer {
  request_id?: unknown;
  status?: unknown;
  response_url?: unknown;
  video?: { url?: unknown };
  images?: { url?: unknown }[];
}

const readAnswer = async (response: Response) => ((await response.json().catch(() => null)) ?? {}) as QueueAnswer;

/** Where a job in the queue is looked at: the path that the queue itself names, but at the router. */
function pathOf({ response_url: url, request_id: id }: QueueAnswer): string {
  if (typeof url !== 'string' || typeof id !== 'string' || !URL.canParse(url))
    throw new CallFailure({ outcome: 'bad_response' });
  return new URL(url).pathname;
}

/** Files are fetched over https, and over http only where the router itself is on http. */
function fileAddresses({ video, images }: QueueAnswer, router: string): string[] {
  const urls = video ? [video.url] : (images ?? []).map((image) => image.url);
  const isFit = (url: unknown): url is string =>
    typeof url === 'string' &&
    URL.canParse(url) &&
    ['https:', new URL(router).protocol].includes(new URL(url).protocol);
  if (urls.length === 0 || !urls.every(isFit)) throw new CallFailure({ outcome: 'bad_response' });
  return urls;
}

/** The request as the package builds it. */
async function buildRequest(
  { apiKey }: HubAccess,
  { model, parameters, ...order }: QueueOrder,
  options: { fetch: typeof fetch; signal: AbortSignal },
) {
  const { getProviderHelper, makeRequestOptions } = await import('@huggingface/inference');
  const access = { accessToken: apiKey, provider: COMPANY, model } as const;
  if (order.task === 'image-to-image') {
    const helper = getProviderHelper(COMPANY, order.task);
    const args = await helper.preparePayloadAsync({ ...access, inputs: order.inputs, parameters });
    return makeRequestOptions(args, helper, { ...options, task: order.task });
  }
  const { task, inputs } = order;
  const helper = task === 'text-to-video' ? getProviderHelper(COMPANY, task) : getProviderHelper(COMPANY, task);
  return makeRequestOptions({ ...access, inputs, parameters }, helper, { ...options, task });
}

/** Takes a job out of the queue, by its path there. One that has begun is asked to end. */
export function dropQueued({ apiKey, addresses }: HubAccess, path: string, signal: AbortSignal): Promise<Response> {
  const put = providerFetch({ signal, maxBytes: MAX_ANSWER_BYTES });
  const headers = { authorization: `Bearer ${apiKey}` };
  return put(`${addresses.router}/${COMPANY}${path}/cancel?_subdomain=queue`, { method: 'PUT', headers });
}

/**
 * One job in the queue of fal behind the router; resolves with the addresses of the finished files. The package builds the
 * request; we wait for it ourselves, since the package asks twice a second without end, and by a fetch that cannot be led
 * to another address.
 */
export async function throughQueue(
  { apiKey, addresses }: HubAccess,
  { signal, onAnswered, onJob, onProgress }: AdapterCall,
  order: QueueOrder,
): Promise<string[]> {
  const fetchUntil = (until: AbortSignal) =>
    hubFetch(addresses, { signal: until, onAnswered, maxBytes: MAX_ANSWER_BYTES });
  const fetch = fetchUntil(signal);
  const { url, info } = await buildRequest({ apiKey, addresses }, order, { fetch, signal });
  const queue = new URL(url);
  const headers = { authorization: `Bearer ${apiKey}` };
  const addressOf = (path: string) => `${queue.origin}/${COMPANY}${path}${queue.search}`;
  const ask = async (path: string) => readAnswer(await fetch(addressOf(path), { headers }));
  const made = await runJob(
    {
      submit: async (until) => pathOf(await readAnswer(await fetchUntil(until)(url, info))),
      look: async (path) => {
        const { status } = await ask(`${path}/status`);
        if (typeof status !== 'string') throw new CallFailure({ outcome: 'bad_response' });
        if (status === 'COMPLETED') return ask(path);
        onProgress?.({ state: status === 'IN_QUEUE' ? 'queued' : 'running' });
        return undefined;
      },
      accepted: (path) => {
        onProgress?.({ state: 'queued' });
        return onJob?.(path);
      },
      cancel: (path, until) => dropQueued({ apiKey, addresses }, path, until),
    },
    signal,
    order.pace,
  );
  return fileAddresses(made, addresses.router);
}
