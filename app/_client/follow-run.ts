import { callApi } from './call-api';
import { readPieces, type StreamPiece } from './run-stream';
import type { RunView } from '@/components/tool/types';
import { OFFLINE, toProblem, type Problem } from '@/components/tool/problem';

export type FollowEvent =
  | Exclude<StreamPiece, { type: 'end' }>
  | { type: 'reconnecting' }
  /** The stream begins again from its beginning: forget what came before. */
  | { type: 'restart' }
  | { type: 'lost'; problem: Problem };

export interface FollowInput {
  runId: string;
  signal: AbortSignal;
  /** A connection that is already open: the answer to the POST that started the run. */
  first?: Response;
  /** Waits between two tries; its length bounds them. They start over whenever something new arrives. */
  retryDelaysMs?: readonly number[];
}

const RETRY_DELAYS_MS = [300, 1_000, 2_000, 4_000, 8_000] as const;

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

async function open(runId: string, lastId: string | null, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (lastId !== null) headers['last-event-id'] = lastId;
  return fetch(`/api/runs/${runId}/stream`, { headers, signal, cache: 'no-store' });
}

/** The end of the run as the server recorded it, when the stream itself cannot be had. */
async function readEnd(runId: string, signal: AbortSignal): Promise<FollowEvent> {
  const answer = await callApi<{ run: RunView }>(`/api/runs/${runId}`, { signal });
  if (!answer.ok) return { type: 'lost', problem: answer.problem };
  if (answer.data.run.status === 'running') return { type: 'lost', problem: OFFLINE };
  return { type: 'run', run: answer.data.run };
}

/**
 * Everything a run says until its final view (`run`), over as many connections as it takes. A broken connection is taken
 * up again after the last event seen, so nothing is missing and nothing comes twice. Ends after `run` or `lost`, or
 * silently when `signal` aborts.
 */
export async function* followRun(input: FollowInput): AsyncGenerator<FollowEvent, void, void> {
  const { runId, signal, retryDelaysMs = RETRY_DELAYS_MS } = input;
  let lastId: string | null = null;
  let tries = 0;
  let response = input.first;
  while (!signal.aborted) {
    try {
      response ??= await open(runId, lastId, signal);
      if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        yield { type: 'lost', problem: toProblem(response.status, await response.json().catch(() => null)) };
        return;
      }
      if (response.ok && response.body) {
        for await (const { id, piece } of readPieces(response.body)) {
          if (id !== null && id === lastId) continue;
          lastId = id ?? lastId;
          tries = 0;
          if (piece && piece.type !== 'end') yield piece;
          if (piece?.type === 'run' && piece.run.status !== 'running') return;
        }
      }
    } catch {
      // A cut connection is not the end of the run: ask for the rest below.
    }
    response = undefined;
    if (signal.aborted) return;
    const delayMs = retryDelaysMs[tries];
    if (delayMs === undefined) {
      yield await readEnd(runId, signal);
      return;
    }
    tries += 1;
    yield lastId === null ? { type: 'restart' } : { type: 'reconnecting' };
    await wait(delayMs, signal);
  }
}
