import type { Problem } from './problem';
import type { JobProgress, QuoteView, RunView, ToolValues } from './types';

/** What the tool page needs from the outside world. Components get it as a prop and never fetch themselves. */
export interface RunClient {
  start(request: RunRequest, idempotencyKey: string, signal: AbortSignal): Promise<StartedRun>;
  /** For a run found again: from behind the event `lastId`, else from the beginning. */
  follow(runId: string, signal: AbortSignal, lastId?: string): AsyncIterable<RunEvent>;
  cancel(runId: string): Promise<{ ok: true; data: { run: RunView } } | { ok: false; problem: Problem }>;
  quote(
    request: RunRequest,
    signal: AbortSignal,
  ): Promise<{ ok: true; data: QuoteView } | { ok: false; problem: Problem }>;
}

export interface RunRequest extends ToolValues {
  toolId: string;
  fresh?: boolean;
  /** The run this one goes on from. */
  continueRunId?: string;
}

export type RunEvent =
  | { type: 'text'; delta: string }
  | { type: 'file'; url: string; mediaType: string }
  | { type: 'progress'; progress: JobProgress }
  | { type: 'run'; run: RunView }
  | { type: 'reconnecting' }
  | { type: 'restart' }
  | { type: 'lost'; problem: Problem };

export type StartedRun = { ok: true; runId: string; events: AsyncIterable<RunEvent> } | { ok: false; problem: Problem };
