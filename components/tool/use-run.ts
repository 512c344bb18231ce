import { useCallback, useEffect, useReducer, useRef } from 'react';
import { browserStorage } from './draft';
import type { RunClient, RunEvent, RunRequest } from './run-client';
import { OFFLINE, type Problem } from './problem';
import { IDLE, runReducer, type RunAction, type RunState } from './run-state';
import type { RunView } from './types';

const KEY = 'megicai:run:';

/** The run of this tab, so that a reload finds it again. */
function remember(toolId: string, runId: string | null): void {
  try {
    const storage = browserStorage('sessionStorage');
    if (runId === null) storage?.removeItem(KEY + toolId);
    else storage?.setItem(KEY + toolId, runId);
  } catch {
    // Without storage a reload simply does not find the run; the history still has it.
  }
}

export interface UseRun {
  state: RunState;
  dispatch: (action: RunAction) => void;
  /** One key per press; nothing happens while a run is already under way. */
  start(request: RunRequest, idempotencyKey: string): void;
  stop(): void;
}

export interface UseRunInput {
  client: RunClient;
  toolId: string;
  /** Why an earlier press, without script, was refused. */
  firstError: string | null;
  /** Whether to look for a run that was under way before a reload; asked once, in the browser. */
  reattach(): boolean;
  onEnd(run: RunView): void;
  onRefused(problem: Problem): void;
}

function startingFrom(firstError: string | null): RunState {
  return firstError ? { ...IDLE, phase: 'refused', problem: { ...OFFLINE, code: firstError } } : IDLE;
}

async function consume(events: AsyncIterable<RunEvent>, signal: AbortSignal, onEvent: (event: RunEvent) => void) {
  for await (const event of events) {
    if (signal.aborted) return;
    onEvent(event);
  }
}

/** Runs a tool and follows it; finds a run again that was under way before a reload. Leaving the page stops no run. */
export function useRun({ client, toolId, firstError, reattach, onEnd, onRefused }: UseRunInput): UseRun {
  const [state, dispatch] = useReducer(runReducer, firstError, startingFrom);
  const current = useRef<AbortController | null>(null);
  // How the page was entered; later renderings of the same page carry a cleaned address.
  const arrived = useRef({ reattach: () => firstError === null && reattach() });
  const tell = useRef({ onEnd, onRefused });
  useEffect(() => {
    tell.current = { onEnd, onRefused };
  });

  const take = useCallback(
    (event: RunEvent) => {
      if (event.type === 'lost' && event.problem.code === 'not_found') {
        remember(toolId, null);
        dispatch({ type: 'reset' });
        return;
      }
      dispatch({ type: 'event', event });
      if (event.type === 'run' && event.run.status !== 'running') tell.current.onEnd(event.run);
    },
    [toolId],
  );

  const start = useCallback(
    (request: RunRequest, idempotencyKey: string) => {
      if (current.current) return;
      const controller = new AbortController();
      current.current = controller;
      dispatch({ type: 'press', fresh: request.fresh === true });
      const go = async () => {
        const started = await client.start(request, idempotencyKey, controller.signal);
        if (controller.signal.aborted) return;
        if (!started.ok) {
          dispatch({ type: 'refused', problem: started.problem });
          return tell.current.onRefused(started.problem);
        }
        remember(toolId, started.runId);
        dispatch({ type: 'started', runId: started.runId });
        await consume(started.events, controller.signal, take);
      };
      void go()
        .catch(() => undefined)
        .finally(() => {
          if (current.current === controller) current.current = null;
        });
    },
    [client, toolId, take],
  );

  useEffect(() => {
    const runId = arrived.current.reattach() ? readRemembered(toolId) : null;
    if (runId && !current.current) {
      const controller = new AbortController();
      current.current = controller;
      dispatch({ type: 'reattach', runId });
      void consume(client.follow(runId, controller.signal), controller.signal, take)
        .catch(() => undefined)
        .finally(() => {
          if (current.current === controller) current.current = null;
        });
    }
    return () => {
      current.current?.abort();
      current.current = null;
    };
  }, [client, toolId, take]);

  return { state, dispatch, start, stop: () => stopRun(client, state.runId, dispatch) };
}

/** Asks the server to stop; the stream itself brings the end. */
function stopRun(client: RunClient, runId: string | null, dispatch: (action: RunAction) => void): void {
  if (!runId) return;
  dispatch({ type: 'stop' });
  void client.cancel(runId).then((answer) => {
    if (!answer.ok) dispatch({ type: 'stopFailed' });
  });
}

function readRemembered(toolId: string): string | null {
  try {
    return browserStorage('sessionStorage')?.getItem(KEY + toolId) ?? null;
  } catch {
    return null;
  }
}
