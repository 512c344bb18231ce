import { callApi, jsonRequest, problemOf, type Answer } from './call-api';
import { followRun, type FollowEvent } from './follow-run';
import { OFFLINE } from '@/components/tool/problem';
import type { RunClient, StartedRun, RunRequest } from '@/components/tool/run-client';
import type { RunView } from '@/components/tool/types';

/** A lost answer is asked for again under the same key: the server joins the run instead of making a second one. */
const START_TRIES = 3;

async function start(request: RunRequest, idempotencyKey: string, signal: AbortSignal): Promise<StartedRun> {
  const init = jsonRequest({ body: { ...request, stream: true }, idempotencyKey, signal });
  for (let attempt = 1; ; attempt += 1) {
    let response: Response;
    try {
      response = await fetch('/api/process-request', init);
    } catch (error) {
      if (signal.aborted) throw error;
      if (attempt >= START_TRIES) return { ok: false, problem: OFFLINE };
      await new Promise((resolve) => setTimeout(resolve, 400 * attempt));
      continue;
    }
    if (!response.ok) return { ok: false, problem: await problemOf(response) };
    if (!(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
      const { run } = (await response.json()) as { run: RunView };
      return { ok: true, runId: run.id, events: ended(run, signal) };
    }
    const runId = response.headers.get('x-run-id');
    if (!runId) return { ok: false, problem: OFFLINE };
    return { ok: true, runId, events: followRun({ runId, signal, first: response }) };
  }
}

/** A run that came as one JSON answer: at its end already, or a job to follow. */
async function* ended(run: RunView, signal: AbortSignal): AsyncGenerator<FollowEvent, void, void> {
  if (run.status === 'running') yield* followRun({ runId: run.id, signal });
  else yield { type: 'run', run };
}

/** Runs over the wire: the tool page's far end. */
export const runClient: RunClient = {
  start,
  follow: (runId, signal, lastId) => followRun({ runId, signal, lastId }),
  cancel: (runId): Promise<Answer<{ run: RunView }>> => callApi(`/api/runs/${runId}/cancel`, { body: {} }),
  quote: (request, signal) => callApi(`/api/tools/${request.toolId}/quote`, { body: request, signal }),
};
