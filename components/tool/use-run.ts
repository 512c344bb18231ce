import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { browserStorage } from './draft';
import type { RunClient, RunEvent, RunRequest } from './run-client';
import { OFFLINE, type Problem } from './problem';
import { IDLE, isBusy, isFollowing, runReducer, underWay, type RunAction, type RunState } from './run-state';
import type { RunUnderWay, RunView } from './types';

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
  /** Follows the run again after the way to it was lost: asking anew would be another run. */
  resume(): void;
  /** The run that goes on out of sight since another was begun beside it. */
  beside: string | null;
  /** A press came to nothing before it was sent. */
  refuse(problem: Problem): void;
  /** Lets a run that was found go on out of sight. */
  letGo(): void;
  /** Shows the run beside again; the one on screen, where it is under way, goes out of sight instead. */
  followBeside(): void;
}

export interface UseRunInput {
  client: RunClient;
  toolId: string;
  /** Why an earlier press, without script, was refused. */
  firstError: string | null;
  /** A run that was under way when the page was made. */
  found: RunUnderWay | null;
  /** Whether to look for a run that was under way before a reload; asked once, in the browser. */
  reattach(): boolean;
  /** A run of this page's own has begun. */
  onStarted?(request: RunRequest): void;
  onEnd(run: RunView): void;
  onRefused(problem: Problem): void;
}

function startingFrom({ firstError, found }: Pick<UseRunInput, 'firstError' | 'found'>): RunState {
  if (found) return underWay(found.run);
  return firstError ? { ...IDLE, phase: 'refused', problem: { ...OFFLINE, code: firstError } } : IDLE;
}

async function consume(events: AsyncIterable<RunEvent>, signal: AbortSignal, onEvent: (event: RunEvent) => void) {
  for await (const event of events) {
    if (signal.aborted) return;
    onEvent(event);
  }
}

/** One piece of work at a time; what comes meanwhile is not begun. */
function useOneAtATime() {
  const current = useRef<AbortController | null>(null);
  const occupy = useCallback((work: (signal: AbortSignal) => Promise<void>) => {
    if (current.current) return;
    const controller = new AbortController();
    current.current = controller;
    void work(controller.signal)
      .catch(() => undefined)
      .finally(() => {
        if (current.current === controller) current.current = null;
      });
  }, []);
  const leave = useCallback(() => {
    current.current?.abort();
    current.current = null;
  }, []);
  return { occupy, leave };
}

/** Runs a tool and follows it; finds a run again that was under way before a reload. Leaving the page stops no run. */
export function useRun(input: UseRunInput): UseRun {
  const { client, toolId, firstError, found, reattach, onStarted, onEnd, onRefused } = input;
  const [state, dispatch] = useReducer(runReducer, { firstError, found }, startingFrom);
  // How the page was entered; later renderings of the same page carry a cleaned address.
  const arrived = useRef({ found, reattach: () => firstError === null && reattach() });
  const tell = useRef({ onStarted, onEnd, onRefused });
  useEffect(() => {
    tell.current = { onStarted, onEnd, onRefused };
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

  const { occupy, leave } = useOneAtATime();
  const start = useCallback(
    (request: RunRequest, idempotencyKey: string) =>
      occupy(async (signal) => {
        dispatch({ type: 'press', fresh: request.fresh === true });
        const started = await client.start(request, idempotencyKey, signal);
        if (signal.aborted) return;
        if (!started.ok) {
          dispatch({ type: 'refused', problem: started.problem });
          return tell.current.onRefused(started.problem);
        }
        remember(toolId, started.runId);
        dispatch({ type: 'started', runId: started.runId });
        tell.current.onStarted?.(request);
        await consume(started.events, signal, take);
      }),
    [client, occupy, toolId, take],
  );
  const follow = useCallback(
    (runId: string, lastId?: string) =>
      occupy(async (signal) => {
        // Without a place to go on from, the text is told from its beginning.
        if (lastId === undefined) dispatch({ type: 'reattach', runId });
        await consume(client.follow(runId, signal, lastId), signal, take);
      }),
    [client, occupy, take],
  );

  useEffect(() => {
    const { found: known } = arrived.current;
    const runId = known?.run.id ?? (arrived.current.reattach() ? readRemembered(toolId) : null);
    if (known) remember(toolId, known.run.id);
    if (runId) follow(runId, known?.lastId);
    return leave;
  }, [toolId, follow, leave]);

  return {
    ...{ state, dispatch, start },
    ...useBeside({ toolId, state, dispatch, follow, leave }),
    stop: () => stopRun(client, state.runId, dispatch),
    resume: () => {
      if (state.runId) follow(state.runId);
    },
  };
}

interface Beside extends Pick<UseRun, 'state' | 'dispatch'> {
  toolId: string;
  follow(runId: string): void;
  leave(): void;
}

/** Two runs of one page: the one on screen, and one that goes on out of sight. */
function useBeside({
  toolId,
  state,
  dispatch,
  follow,
  leave,
}: Beside): Pick<UseRun, 'beside' | 'letGo' | 'followBeside' | 'refuse'> {
  const [beside, setBeside] = useState<string | null>(null);
  const letGo = () => {
    if (!isFollowing(state)) return;
    leave();
    setBeside(state.runId);
    dispatch({ type: 'reset' });
  };
  return {
    ...{ beside, letGo },
    refuse(problem) {
      letGo();
      dispatch({ type: 'refused', problem });
    },
    followBeside() {
      // While one is asked for, or an ad pays for it, there is no run yet that could be found again.
      if (beside === null || (isBusy(state) && state.phase !== 'streaming')) return;
      leave();
      setBeside(state.phase === 'streaming' ? state.runId : null);
      remember(toolId, beside);
      follow(beside);
    },
  };
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
