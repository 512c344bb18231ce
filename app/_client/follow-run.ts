import { callApi } from './call-api';
import { openLine, type Line } from './line';
import { readPieces, type StreamPiece } from './run-stream';
import type { RunView } from '@/components/tool/types';
import { toProblem, type Problem } from '@/components/tool/problem';

export type FollowEvent =
  | Exclude<StreamPiece, { type: 'end' }>
  | { type: 'reconnecting' }
  /** The stream begins again from its beginning: forget what came before. */
  | { type: 'restart' }
  | { type: 'lost'; problem: Problem };

export interface FollowInput {
  runId: string;
  signal: AbortSignal;
  /** The event behind which to go on; from the beginning without it. */
  lastId?: string | null;
  /** A connection that is already open: the answer to the POST that started the run. */
  first?: Response;
  /** Waits between two tries; its length bounds them. They start over whenever something new arrives. */
  retryDelaysMs?: readonly number[];
}

/** Three quarters of a minute: longer than a server takes to come back. */
const RETRY_DELAYS_MS = [300, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000] as const;

async function open(runId: string, lastId: string | null, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (lastId !== null) headers['last-event-id'] = lastId;
  return fetch(`/api/runs/${runId}/stream`, { headers, signal, cache: 'no-store' });
}

/** The end of the run as the server recorded it, when the stream itself cannot be had; null while it goes on. */
async function readEnd(runId: string, signal: AbortSignal): Promise<FollowEvent | null> {
  const answer = await callApi<{ run: RunView }>(`/api/runs/${runId}`, { signal, timeoutMs: 10_000 });
  if (!answer.ok) return { type: 'lost', problem: answer.problem };
  return answer.data.run.status === 'running' ? null : { type: 'run', run: answer.data.run };
}

/** Where the reading stands, over all connections. */
interface Place {
  lastId: string | null;
  tries: number;
}

/** One connection to its end. Returns true when the run is over, or there is nothing more to ask for. */
async function* readOnce(input: FollowInput, line: Line, place: Place): AsyncGenerator<FollowEvent, boolean, void> {
  const signal = line.next();
  try {
    const response = input.first ?? (await open(input.runId, place.lastId, signal));
    input.first = undefined;
    if (response.status >= 400 && response.status < 500 && response.status !== 429) {
      yield { type: 'lost', problem: toProblem(response.status, await response.json().catch(() => null)) };
      return true;
    }
    if (!response.ok || !response.body) return false;
    for await (const { id, piece } of readPieces(response.body, signal, line.heard)) {
      if (id !== null && id === place.lastId) continue;
      place.lastId = id ?? place.lastId;
      place.tries = 0;
      if (piece && piece.type !== 'end') yield piece;
      if (piece?.type === 'run' && piece.run.status !== 'running') return true;
    }
  } catch {
    // A cut connection is not the end of the run: the caller asks for the rest.
  }
  return false;
}

/**
 * Everything a run says until its final view (`run`), over as many connections as it takes. A broken connection is taken
 * up again after the last event seen, so nothing is missing and nothing comes twice; so is one that a page left behind
 * when it slept. A device without a network waits for it. Ends after `run` or `lost`, or silently when `signal` aborts.
 */
export async function* followRun(given: FollowInput): AsyncGenerator<FollowEvent, void, void> {
  const { runId, signal, retryDelaysMs = RETRY_DELAYS_MS } = given;
  const input = { ...given };
  const place: Place = { lastId: input.lastId ?? null, tries: 0 };
  const line = openLine(signal);
  try {
    while (!signal.aborted) {
      if (yield* readOnce(input, line, place)) return;
      if (signal.aborted) return;
      let delayMs = retryDelaysMs[place.tries];
      if (delayMs === undefined) {
        const end = await readEnd(runId, signal);
        if (end) return void (yield end);
        place.tries = 0;
        delayMs = retryDelaysMs.at(-1) ?? 0;
      }
      place.tries += 1;
      yield place.lastId === null ? { type: 'restart' } : { type: 'reconnecting' };
      await line.wait(delayMs);
    }
  } finally {
    line.close();
  }
}
