import type { Problem } from '@/components/tool/problem';
import { Beats } from './beats';
import { PLAYER_START, type AdClient, type AdKind, type PlayerPhase, type PlayerState, type PlayerView } from './types';
import { ViewClock } from './view-clock';

export const TICK_MS = 250;

export interface EngineInput {
  client: AdClient;
  kind: AdKind;
  /** Adds to the session that was just claimed. */
  bonus?: boolean;
  /** Monotonic milliseconds. */
  now: () => number;
  /** The page is in front: visible, and it or an ad inside it has the focus. */
  isVisible: () => boolean;
  /** An ad that had the focus is gone: browsers give it back to nobody by themselves. */
  takeFocus?: () => void;
  onChange: (state: PlayerState) => void;
}

const RUNNING: readonly PlayerPhase[] = ['playing', 'filling'];
/** Beats that come back now are of no more interest. */
const SETTLED: readonly PlayerPhase[] = ['claiming', 'challenge', 'claimed', 'failed'];

/** The time of the view on screen: it runs, stands still, and is told to the server beat by beat. */
export abstract class ViewPlayer {
  protected state: PlayerState = PLAYER_START;
  protected readonly clock: ViewClock;
  protected readonly beats: Beats;
  protected stopped = false;
  /** Nothing is missing of the view, says the server. */
  protected complete = false;
  private ticker: ReturnType<typeof setInterval> | undefined;

  constructor(protected readonly input: EngineInput) {
    this.clock = new ViewClock(input.now);
    this.beats = new Beats(input.client, input.now);
  }

  protected abstract viewDone(): void;
  protected abstract fail(problem: Problem): void;
  abstract play(): Promise<void>;

  get snapshot(): PlayerState {
    return this.state;
  }

  pause(): void {
    if (RUNNING.includes(this.state.phase)) this.halt('paused');
  }

  /** Call when the page goes out of sight or focus, or comes back. A pause by the user's own hand stays a pause. */
  visibilityChanged(): void {
    const { phase, counting } = this.state;
    const visible = this.input.isVisible();
    if (!visible && RUNNING.includes(phase)) this.halt('hidden');
    else if (visible && phase === 'hidden') void this.play();
    else if (phase === 'network' && visible !== counting) this.count(visible);
  }

  /** Leaves the session as it is: it can be resumed until it expires. */
  stop(): void {
    if (RUNNING.includes(this.state.phase)) this.halt('paused');
    if (this.state.phase === 'network') this.count(false);
    this.stopped = true;
    clearInterval(this.ticker);
  }

  protected get view(): PlayerView | undefined {
    return this.state.session?.views[this.state.viewIndex];
  }

  protected set(change: Partial<PlayerState>): void {
    if (this.stopped) return;
    this.state = { ...this.state, ...change };
    this.input.onChange(this.state);
  }

  /** From the click on: the clock, and the beats that tell of it. */
  protected run(change: Pick<PlayerState, 'phase'> & Partial<PlayerState>): void {
    this.clock.start();
    this.set(change);
    this.ticker ??= setInterval(() => this.tick(), TICK_MS);
    void this.beat();
  }

  /** Time stops first, then the beat that covers the time up to now is sent: that stretch was watched. */
  protected halt(phase: 'paused' | 'hidden'): void {
    this.clock.stop();
    this.set({ phase });
    void this.beat({ last: true });
  }

  /** The network's ad cannot be paused from here; its time can. */
  protected count(counting: boolean): void {
    if (this.state.session?.tier === 'signed') return;
    if (counting) this.clock.start();
    else this.clock.stop();
    this.set({ counting });
    void this.beat({ last: !counting });
  }

  private tick(): void {
    const { view } = this;
    if (!view) return;
    this.visibilityChanged();
    const { phase, counting } = this.state;
    if (RUNNING.includes(phase) || (phase === 'network' && counting)) {
      const shown = this.clock.shown(view);
      this.set({ watchedSeconds: shown });
      // At the end do not wait for the next round beat: the last stretch is reported at once, then every half second.
      if (this.beats.isDue(shown >= view.seconds && phase !== 'network')) void this.beat();
    } else if (this.beats.hasWords && this.beats.isDue(true)) void this.beat();
  }

  protected async beat(options: { last?: boolean } = {}): Promise<void> {
    const { session } = this.state;
    const { view } = this;
    if (!session || !view || session.tier === 'signed') return;
    const position = this.clock.position();
    const answer = await this.beats.send(session, view, position, options);
    if (!answer || this.stopped || this.view?.id !== view.id || SETTLED.includes(this.state.phase)) return;
    if (!answer.ok) return this.beatFailed(answer.problem);
    const { viewSeconds, viewComplete } = answer.data;
    this.clock.heard(viewSeconds, position);
    this.complete = viewComplete;
    this.set({ offline: false, watchedSeconds: this.clock.shown(view) });
    // What lies over the page is closed first.
    if (viewComplete && this.state.phase !== 'network') this.viewDone();
  }

  private beatFailed(problem: Problem): void {
    if (problem.code === 'ad_expired' || problem.code === 'not_found' || problem.status === 401)
      return this.fail(problem);
    this.set({ offline: problem.code === 'offline' });
  }
}
