import type { Adapter } from '../adapters/adapter';
import type { Health } from '../health/health';
import type {
  Attempt,
  AttemptOutcome,
  ChainInput,
  ChainSink,
  JobProgress,
  MadeFile,
  Model,
  ModelRequest,
  Segment,
} from '../types';
import type { AttemptResult, RunningAttempt } from './attempt';
import type { Breakers, Pass } from './breaker';
import { createJoiner, type Joiner } from './join';

export interface ChainParts {
  adapters: ReadonlyMap<string, Adapter>;
  breakers: Breakers;
  health: Health;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

/** A candidate's call under way, and what is told about it when it ends. */
export interface Runner {
  model: Model;
  startedAt: number;
  pass: Extract<Pass, { allowed: true }>;
  attempt: RunningAttempt;
  ended: Promise<{ runner: Runner; result: AttemptResult }>;
}

/** One run's way through its candidates: what it has left, who runs, and what was delivered. */
export class ChainRun {
  /** The next candidate to look at. */
  next = 0;
  calls: number;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
  readonly running: Runner[] = [];
  /** How the last call that was really made ended. */
  last: AttemptOutcome | undefined;
  /** Who may be asked again soonest after a 429; `atMs` on the same clock. */
  cooling: { model: Model; atMs: number } | undefined;
  /** A pause is waited out once in a run. */
  hasWaited = false;
  /** Whose content is delivered now. */
  winner: Runner | undefined;
  hasContent = false;
  request: ModelRequest;
  private delivered = '';
  private joiner: Joiner | undefined;

  constructor(
    readonly parts: ChainParts,
    readonly input: ChainInput,
    private readonly sink: ChainSink,
  ) {
    this.calls = input.limits.maxAttempts;
    this.deadlineAt = performance.now() + input.limits.totalMs;
    this.request = input.request;
  }

  get candidatesLeft(): number {
    return this.input.candidates.length - this.next;
  }

  get isContinued(): boolean {
    return this.joiner !== undefined;
  }

  tell({ provider, id: model }: Model, { outcome, ms, httpStatus }: Omit<Attempt, 'provider' | 'model'>): void {
    this.sink.onAttempt({ provider, model, outcome, ms, ...(httpStatus === undefined ? {} : { httpStatus }) });
  }

  /** The first content wins: the others of a race are ended, and nothing of theirs is delivered. */
  commit(runner: Runner): boolean {
    if (this.winner) return false;
    this.winner = runner;
    this.hasContent = true;
    for (const other of this.running) if (other !== runner) other.attempt.outrun();
    this.sink.onCommitted(runner.model.provider, runner.model.id);
    return true;
  }

  text(delta: string): void {
    const text = this.joiner ? this.joiner.add(delta) : delta;
    if (text === '') return;
    if (this.input.continueWith && !this.joiner) this.delivered += text;
    this.sink.onText(text);
  }

  file(file: MadeFile): void {
    this.sink.onFile(file);
  }

  segments(segments: readonly Segment[]): void {
    this.sink.onSegments?.(segments);
  }

  progress(progress: JobProgress): void {
    this.sink.onProgress?.(progress);
  }

  job({ provider, id: model }: Model, ticket: string): () => void {
    const canDrop = this.parts.adapters.get(provider)?.dropJob !== undefined;
    return this.sink.onJob?.({ provider, model, ticket, canDrop }) ?? (() => {});
  }

  /** Whether somebody else may take over behind what was delivered: once, where the tool allows it. */
  get canContinue(): boolean {
    const { continueWith } = this.input;
    return continueWith !== undefined && !this.joiner && this.calls > 0 && this.candidatesLeft > 0;
  }

  /** From here on the next candidate goes on where the last one broke off. */
  continueNow(): void {
    this.request = this.input.continueWith?.(this.delivered) ?? this.request;
    this.joiner = createJoiner(this.delivered);
    this.winner = undefined;
  }

  /** What the joiner still holds: nothing more will come. */
  flush(): void {
    const rest = this.joiner?.end() ?? '';
    if (rest !== '') this.sink.onText(rest);
  }

  rememberCooling(model: Model, waitMs: number): void {
    const atMs = performance.now() + waitMs;
    if (!this.cooling || atMs < this.cooling.atMs) this.cooling = { model, atMs };
  }
}
