import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';
import { nearestRatio } from './aspect-ratio';
import { deliverVideo, runJob, type JobPace } from './make-video';
import { providerFetch } from './provider-fetch';

type VideoRequest = Extract<ModelRequest, { kind: 'video' }>;

export interface OpenRouterVideoAccess {
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  pace?: JobPace | undefined;
}

const MAX_ANSWER_BYTES = 1_000_000;
const RATIOS = ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '21:9', '9:21'] as const;
/** Lengths, in seconds, of models that know a few only; any other length would be refused. */
const LENGTHS: Readonly<Record<string, readonly [number, ...number[]]>> = {
  'google/veo-3.1-lite': [4, 6, 8],
  'google/veo-3.1-fast': [4, 6, 8],
  'google/veo-3.1': [4, 6, 8],
};
const FAILED = new Set(['failed', 'cancelled', 'expired', 'dead']);

/** The longest length the model makes that is no longer than asked for, since length is what costs. */
export function openRouterSeconds(model: string, seconds: number): number {
  const lengths = LENGTHS[model];
  if (!lengths) return Math.max(1, Math.floor(seconds));
  return lengths.filter((length) => length <= seconds).at(-1) ?? lengths[0];
}

export function openRouterVideoBody(model: string, request: VideoRequest): Record<string, unknown> {
  return {
    model,
    prompt: request.prompt,
    duration: openRouterSeconds(model, request.seconds),
    resolution: Math.min(request.width, request.height) > 720 ? '1080p' : '720p',
    aspect_ratio: nearestRatio(request, RATIOS),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
  };
}

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
  const { signal, onAnswered, model } = call;
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
      look: async (ticket) => {
        const { status } = await readJob(await ask(address(ticket.id), { headers }));
        if (FAILED.has(status)) throw new CallFailure({ outcome: 'server_error' });
        return status === 'completed' ? ticket.id : undefined;
      },
    },
    signal,
    pace,
  );
  await deliverVideo(call, { url: `${address(id)}/content?index=0`, headers }, Number(body.duration));
  return {};
}
