import type { RunEvent } from './run-client';
import type { Problem } from './problem';
import type { AdOffer, JobProgress, RunView } from './types';

/**
 * Where the tool page stands. One run at a time:
 * idle -> starting -> streaming -> done | failed | cancelled, and when credits are missing
 * needsCredits -> watchingAd (again while more ads are needed) -> claiming (the last claim is in) -> starting.
 */
export type RunPhase =
  | 'idle'
  | 'needsCredits'
  | 'watchingAd'
  | 'claiming'
  | 'starting'
  | 'streaming'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'refused';

export interface RunState {
  phase: RunPhase;
  runId: string | null;
  /** What has come so far; the final view replaces it. */
  text: string;
  files: { url: string; mediaType: string }[];
  run: RunView | null;
  /** How far a job has come, as last told. */
  progress: JobProgress | null;
  /** When a run that was found had begun, by the server's clock in milliseconds; null for this page's own. */
  beganAtMs: number | null;
  /** It was under way when it was found: this page did not begin it, and may begin another beside it. */
  found: boolean;
  reconnecting: boolean;
  stopping: boolean;
  /** This run asked past the cache. */
  fresh: boolean;
  /** Why nothing started, or why the way to a run's end was lost. */
  problem: Problem | null;
  /** The ads that stand between the user and the run. */
  offer: AdOffer | null;
  /** Ads still to watch, this one included. */
  adsLeft: number;
}

export const IDLE: RunState = {
  phase: 'idle',
  runId: null,
  text: '',
  files: [],
  run: null,
  progress: null,
  beganAtMs: null,
  found: false,
  reconnecting: false,
  stopping: false,
  fresh: false,
  problem: null,
  offer: null,
  adsLeft: 0,
};

export type RunAction =
  | { type: 'press'; fresh: boolean }
  | { type: 'refused'; problem: Problem }
  | { type: 'started'; runId: string }
  | { type: 'reattach'; runId: string }
  | { type: 'event'; event: RunEvent }
  | { type: 'stop' }
  | { type: 'stopFailed' }
  | { type: 'watch'; offer: AdOffer; fresh: boolean }
  | { type: 'claimed' }
  | { type: 'adCancelled' }
  | { type: 'reset' };

const BUSY: readonly RunPhase[] = ['watchingAd', 'claiming', 'starting', 'streaming'];

/** A run is shown that this page found under way: it goes on without us, so the form is free. */
export function isFollowing({ phase, found, runId }: RunState): boolean {
  return phase === 'streaming' && found && runId !== null;
}

/** A run or an ad is under way: another press must do nothing, or leave a run that was found first. */
export function isBusy(state: RunState): boolean {
  return BUSY.includes(state.phase);
}

function endPhase(run: RunView): RunPhase {
  switch (run.status) {
    case 'succeeded':
      return 'done';
    case 'failed':
      return 'failed';
    case 'cancelled':
      return 'cancelled';
    case 'running':
      return 'streaming';
  }
}

function onEvent(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'text':
      return { ...state, phase: 'streaming', reconnecting: false, text: state.text + event.delta };
    case 'file':
      return {
        ...state,
        phase: 'streaming',
        reconnecting: false,
        files: [...state.files, { url: event.url, mediaType: event.mediaType }],
      };
    case 'progress':
      return { ...state, phase: 'streaming', reconnecting: false, progress: event.progress };
    case 'reconnecting':
      return { ...state, reconnecting: true };
    case 'restart':
      return { ...state, reconnecting: true, text: '', files: [] };
    case 'lost':
      return { ...state, phase: 'refused', reconnecting: false, stopping: false, problem: event.problem };
    case 'run':
      return {
        ...state,
        phase: endPhase(event.run),
        run: event.run,
        // The recorded text is the truth; what streamed by may lack a piece.
        text: event.run.output.text ?? (event.run.code === 'moderated' ? '' : state.text),
        files: event.run.output.files ?? (event.run.code === 'moderated' ? [] : state.files),
        reconnecting: false,
        stopping: false,
      };
  }
}

function onRefused(state: RunState, problem: Problem): RunState {
  if (problem.code !== 'insufficient_credits') return { ...state, phase: 'refused', problem };
  return {
    ...state,
    phase: 'needsCredits',
    problem,
    offer: problem.ad ?? null,
    adsLeft: problem.ad?.count ?? 0,
  };
}

/** The run goes on or has ended; only the way to it was lost. */
export function isLost({ phase, runId, run, problem }: RunState): boolean {
  return phase === 'refused' && runId !== null && run === null && problem?.code === 'offline';
}

/** Where a page begins that finds a run under way. */
export function underWay(run: RunView): RunState {
  return {
    ...IDLE,
    phase: 'streaming',
    runId: run.id,
    text: run.output.text ?? '',
    found: true,
    beganAtMs: Date.parse(run.createdAt),
  };
}

/** Pure. Answers that come too late, after a reset or for another run, are for the caller to drop. */
export function runReducer(state: RunState, action: RunAction): RunState {
  switch (action.type) {
    case 'press':
      if (isBusy(state) && state.phase !== 'claiming') return state;
      return { ...IDLE, phase: 'starting', fresh: action.fresh };
    case 'refused':
      return onRefused(state, action.problem);
    case 'started':
      return { ...state, phase: 'streaming', runId: action.runId };
    case 'reattach':
      return { ...IDLE, phase: 'streaming', runId: action.runId, found: true };
    case 'event':
      return onEvent(state, action.event);
    case 'stop':
      return state.phase === 'streaming' ? { ...state, stopping: true } : state;
    case 'stopFailed':
      return { ...state, stopping: false };
    case 'watch':
      if (isBusy(state)) return state;
      return {
        ...state,
        phase: 'watchingAd',
        problem: null,
        fresh: action.fresh,
        offer: action.offer,
        adsLeft: Math.max(1, action.offer.count),
      };
    case 'claimed':
      return {
        ...state,
        phase: state.adsLeft > 1 ? 'watchingAd' : 'claiming',
        adsLeft: Math.max(0, state.adsLeft - 1),
      };
    case 'adCancelled':
      return { ...state, phase: 'idle', offer: null, adsLeft: 0 };
    case 'reset':
      return IDLE;
  }
}
