import type { Problem } from '@/components/tool/problem';
import { OFFLINE } from '@/components/tool/problem';
import { createStopwatch, type Stopwatch } from './stopwatch';
import type { AdClient, AdKind, PlayerSession, PlayerState, PlayerView } from './types';

export const BEAT_MS = 2_000;
const TICK_MS = 250;
const CLAIM_TRIES = 5;
const MAX_WAIT_SECONDS = 90;

export interface EngineInput {
  client: AdClient;
  kind: AdKind;
  /** Monotonic milliseconds. */
  now: () => number;
  isVisible: () => boolean;
  onChange: (state: PlayerState) => void;
}

export const PLAYER_START: PlayerState = {
  phase: 'loading',
  session: null,
  viewIndex: 0,
  watchedSeconds: 0,
  waitSeconds: 0,
  offline: false,
  problem: null,
  claim: null,
};

/**
 * Plays one ad session: time runs only while the page is visible and the ad is not paused, a beat tells the server every
 * two seconds, and the server's own count decides when a view is over and whether the claim is paid.
 */
export class AdEngine {
  private state: PlayerState = PLAYER_START;
  private watch: Stopwatch;
  private ticker: ReturnType<typeof setInterval> | undefined;
  private lastBeatAt = 0;
  private beating = false;
  private stopped = false;
  /** Watched and position of this view when the stopwatch began. */
  private base = { watched: 0, position: 0 };

  constructor(private readonly input: EngineInput) {
    this.watch = createStopwatch(input.now);
  }

  get snapshot(): PlayerState {
    return this.state;
  }

  /** Asks for a session; `autoplay` when the user's click on "watch" is what brought us here. */
  async load(autoplay: boolean): Promise<void> {
    this.set(PLAYER_START);
    const answer = await this.input.client.start(this.input.kind);
    if (this.stopped) return;
    if (!answer.ok) return this.startRefused(answer.problem, autoplay);
    const session = answer.data.session;
    const index = session.views.findIndex((view) => view.watchedSeconds < view.seconds);
    this.openView(session, index === -1 ? session.views.length - 1 : index);
    if (index === -1) return void this.claim();
    if (autoplay) await this.play();
  }

  /** A short cool-down between two ads is waited for here; a longer refusal is for the user to read. */
  private startRefused(problem: Problem, autoplay: boolean): void {
    const seconds = problem.retryAfterSeconds;
    if (seconds === undefined || seconds > MAX_WAIT_SECONDS) return this.fail(problem);
    const until = this.input.now() + Math.max(1, seconds) * 1_000;
    this.set({ phase: 'waiting', waitSeconds: Math.max(1, seconds), problem: null });
    this.ticker ??= setInterval(() => {
      if (this.state.phase !== 'waiting') return this.tick();
      const waitSeconds = Math.ceil((until - this.input.now()) / 1_000);
      if (waitSeconds > 0) return this.set({ waitSeconds });
      clearInterval(this.ticker);
      this.ticker = undefined;
      void this.load(autoplay);
    }, TICK_MS);
  }

  /** The click that opens a view, and the one that goes on after a pause. */
  async play(): Promise<void> {
    const { phase } = this.state;
    if (phase !== 'ready' && phase !== 'paused' && phase !== 'hidden') return;
    if (!this.input.isVisible()) return this.set({ phase: 'hidden' });
    this.watch.start();
    this.set({ phase: 'playing' });
    this.ticker ??= setInterval(() => this.tick(), TICK_MS);
    await this.beat();
  }

  pause(): void {
    if (this.state.phase === 'playing') this.halt('paused');
  }

  /** Call when the page hides or shows. A pause by the user's own hand stays a pause. */
  visibilityChanged(): void {
    if (!this.input.isVisible() && this.state.phase === 'playing') this.halt('hidden');
    else if (this.input.isVisible() && this.state.phase === 'hidden') void this.play();
  }

  /** After a failure: claims again when all was watched, else starts or resumes a session. */
  async retry(): Promise<void> {
    const { session, problem } = this.state;
    if (session && problem && problem.code !== 'ad_expired' && this.isLastViewDone()) return this.claim();
    await this.load(true);
  }

  /** Leaves the session as it is: it can be resumed until it expires. */
  stop(): void {
    if (this.state.phase === 'playing') this.halt('paused');
    this.stopped = true;
    clearInterval(this.ticker);
  }

  private get view(): PlayerView | undefined {
    return this.state.session?.views[this.state.viewIndex];
  }

  private set(change: Partial<PlayerState>): void {
    if (this.stopped) return;
    this.state = { ...this.state, ...change };
    this.input.onChange(this.state);
  }

  private fail(problem: Problem): void {
    this.watch.stop();
    this.set({ phase: 'failed', problem });
  }

  private openView(session: PlayerSession, viewIndex: number): void {
    const view = session.views[viewIndex];
    const watched = view?.watchedSeconds ?? 0;
    this.base = { watched, position: view?.positionSeconds ?? 0 };
    this.watch.reset();
    this.set({ phase: 'ready', session, viewIndex, watchedSeconds: watched, problem: null });
  }

  /** Time stops first, then the beat that covers the time up to now is sent: that stretch was watched. */
  private halt(phase: 'paused' | 'hidden'): void {
    this.watch.stop();
    this.set({ phase });
    void this.beat({ last: true });
  }

  private position(): number {
    return this.base.position + this.watch.seconds();
  }

  private tick(): void {
    if (this.state.phase !== 'playing' || !this.view) return;
    const shown = Math.min(this.view.seconds, this.base.watched + this.watch.seconds());
    this.set({ watchedSeconds: shown });
    const due = this.input.now() - this.lastBeatAt >= BEAT_MS;
    // At the end do not wait for the next round beat: the last stretch is reported at once, then every half second.
    const atEnd = shown >= this.view.seconds && this.input.now() - this.lastBeatAt >= BEAT_MS / 4;
    if (due || atEnd) void this.beat();
  }

  private async beat(options: { last?: boolean } = {}): Promise<void> {
    const { session } = this.state;
    const view = this.view;
    if (!session || !view || (this.beating && !options.last)) return;
    this.beating = true;
    this.lastBeatAt = this.input.now();
    const sent = { position: this.position(), seconds: this.watch.seconds() };
    const answer = await this.input.client.beat(
      { sessionId: session.id, token: session.token, viewId: view.id, positionSeconds: sent.position, visible: true },
      options,
    );
    this.beating = false;
    if (this.stopped || this.view !== view || this.state.phase === 'claiming') return;
    if (!answer.ok) return this.beatFailed(answer.problem);
    // From here on the shown time grows from what the server counted, so it never promises more than will be paid.
    this.base = { position: this.base.position, watched: answer.data.watchedSeconds - sent.seconds };
    this.set({ offline: false, watchedSeconds: Math.min(view.seconds, this.base.watched + this.watch.seconds()) });
    if (answer.data.watchedSeconds >= view.seconds) this.viewDone();
  }

  private beatFailed(problem: Problem): void {
    if (problem.code === 'ad_expired' || problem.code === 'not_found' || problem.status === 401)
      return this.fail(problem);
    this.set({ offline: problem.code === 'offline' });
  }

  private isLastViewDone(): boolean {
    const { session, viewIndex, watchedSeconds } = this.state;
    return (
      session !== null && viewIndex === session.views.length - 1 && watchedSeconds >= (this.view?.seconds ?? Infinity)
    );
  }

  private viewDone(): void {
    const { session, viewIndex } = this.state;
    if (!session) return;
    this.watch.stop();
    // Every view is opted into by its own click.
    if (viewIndex + 1 < session.views.length) return this.openView(session, viewIndex + 1);
    void this.claim();
  }

  private async claim(): Promise<void> {
    const { session } = this.state;
    if (!session || this.state.phase === 'claiming') return;
    this.watch.stop();
    this.set({ phase: 'claiming', problem: null });
    let problem: Problem = OFFLINE;
    for (let attempt = 1; attempt <= CLAIM_TRIES && !this.stopped; attempt += 1) {
      const answer = await this.input.client.claim({ sessionId: session.id, token: session.token });
      if (answer.ok) return this.set({ phase: 'claimed', claim: answer.data, problem: null });
      problem = answer.problem;
      if (problem.code === 'ad_not_watched') return this.watchMore(problem.missingSeconds ?? 1);
      if (problem.code !== 'offline' && problem.status < 500 && problem.code !== 'rate_limited') break;
      await new Promise((resolve) => setTimeout(resolve, (problem.retryAfterSeconds ?? attempt) * 1_000));
    }
    this.fail(problem);
  }

  /** The server counted less than we did: go on for what is missing. */
  private watchMore(missingSeconds: number): void {
    const view = this.view;
    if (!view) return;
    this.base = { position: this.position(), watched: view.seconds - missingSeconds };
    this.watch.reset();
    this.set({ phase: 'ready', watchedSeconds: Math.max(0, this.base.watched) });
    void this.play();
  }
}
