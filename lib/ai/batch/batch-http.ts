import { providerFetch } from '../adapters/provider-fetch';

export interface BatchAccess {
  baseUrl: string;
  apiKey: string;
}

const ASK_MS = 30_000;
/** Files of hundreds of megabytes go either way. */
const FILE_MS = 10 * 60_000;
const MAX_ANSWER_BYTES = 10_000_000;
const MAX_RESULT_BYTES = 2_000_000_000;

/** The three kinds of requests that batches need. Each rejects for every status but 2xx. */
export interface BatchHttp {
  json(method: 'GET' | 'POST', path: string, signal: AbortSignal, body?: object): Promise<unknown>;
  upload(text: string, name: string, members: Record<string, string>, signal: AbortSignal): Promise<unknown>;
  file(id: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null>;
}

export function createBatchHttp({ baseUrl, apiKey }: BatchAccess): BatchHttp {
  const base = baseUrl.replace(/\/+$/, '');
  const headers = { authorization: `Bearer ${apiKey}` };
  const within = (signal: AbortSignal, ms: number, maxBytes = MAX_ANSWER_BYTES) =>
    providerFetch({ signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]), maxBytes });
  return {
    async json(method, path, signal, body) {
      const init = body
        ? { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
        : { method, headers };
      const response = await within(signal, ASK_MS)(base + path, init);
      return (await response.json()) as unknown;
    },
    async upload(text, name, members, signal) {
      const form = new FormData();
      for (const [member, value] of Object.entries(members)) form.append(member, value);
      form.append('file', new File([text], name, { type: 'application/jsonl' }));
      const response = await within(signal, FILE_MS)(`${base}/files`, { method: 'POST', headers, body: form });
      return (await response.json()) as unknown;
    },
    async file(id, signal) {
      const path = `/files/${encodeURIComponent(id)}/content`;
      return (await within(signal, FILE_MS, MAX_RESULT_BYTES)(base + path, { headers })).body;
    },
  };
}
