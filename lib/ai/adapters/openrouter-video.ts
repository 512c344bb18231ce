import { CallFailure } from '../chain/failure';
import type { Usage } from '../types';
import type { AdapterCall } from './adapter';
import { deliverVideo } from './make-video';
import { openRouterVideoBody, type VideoRequest } from './openrouter-films';
import { providerFetch } from './provider-fetch';
import { runJob, type JobPace } from './run-job';

export interface OpenRouterVideoAccess {
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  pace?: JobPace | undefined;
}

const MAX_ANSWER_BYTES = 1_000_000;

const WAITING = new Set(['pending', 'queued']);
const FAILED = new Set(['failed', 'cancelled', 'expired', 'dead']);

interface JobAnswer {
  id?: unknown;
  status?: unknown;
}

async function readJob(response: Response): Promise<{ id: string; status: string }> {
  const { id, status } = ((await response.json().catch(() => null)) ?? {}) as JobAnswer;
  if (typeof id !== 'string' || typeof status !== 'string') throw new CallFailure({ outcome: 'bad_response' });
  return { id, status };
}

/**
 * A film by OpenRouter's job: handed in, looked at, fetched. Not through the package's video model, whose pauses do not
 * hear the signal and whose download does not carry the key that the address asks for.
 */
export async function openRouterVideo(
  call: AdapterCall,
  request: VideoRequest,
  { baseUrl, headers, pace }: OpenRouterVideoAccess,
): Promise<Usage> {
  const { signal, onAnswered, onJob, onProgress, model } = call;
  const ask = providerFetch({ signal, onAnswered, maxBytes: MAX_ANSWER_BYTES });
  const body = openRouterVideoBody(model.name, request);
  const address = (id: string) => `${baseUrl}/videos/${encodeURIComponent(id)}`;
  const id = await runJob(
    {
      submit: async () => {
        const json = { 'content-type': 'application/json' };
        const init = { method: 'POST', headers: { ...headers, ...json }, body: JSON.stringify(body) };
        return readJob(await ask(`${baseUrl}/videos`, init));
      },
      accepted: (ticket) => {
        onProgress?.({ state: 'queued' });
        return onJob?.(ticket.id);
      },
      look: async (ticket) => {
        const { status } = await readJob(await ask(address(ticket.id), { headers }));
        if (FAILED.has(status)) throw new CallFailure({ outcome: 'server_error' });
        if (status === 'completed') return ticket.id;
        onProgress?.({ state: WAITING.has(status) ? 'queued' : 'running' });
        return undefined;
      },
    },
    signal,
    pace,
  );
  await deliverVideo(call, { url: `${address(id)}/content?index=0`, headers }, Number(body.duration));
  return {};
}
