import { OFFLINE, type Problem } from '@/components/tool/problem';
import { claimPatiently } from './claim-patiently';
import { NetworkPlayer } from './network-player';
import { pauseFor } from './pause-for';
import { keyOf, needsNetwork, openViewOf, withView } from './session-views';
import { PLAYER_START, type PlayerSession } from './types';
import { TICK_MS, type EngineInput } from './view-player';

const MAX_WAIT_SECONDS = 90;

/**
 * Plays one ad session: time runs only while the page is in front and the ad is not paused, a beat tells the server every
 * two seconds, and the server's own count decides when a view is over and whether the claim is paid. An ad of another
 * company is asked for before its click and shown by it; it lies over our page, which stays in front, so its time counts.
 */
export class AdEngine extends NetworkPlayer {
  private bonus: boolean;

  constructor(input: EngineInput) {
    super(input);
    this.bonus = input.bonus === true;
  }

  /** Asks for a session; `autoplay` when the user's click on "watch" is what brought us here. */
  async load(autoplay: boolean): Promise<void> {
    this.network.leave();
    this.set(PLAYER_START);
    const { client, kind } = this.input;
    const answer = await client.start({ kind, place: client.place(), ...(this.bonus ? { bonus: true } : {}) });
    if (this.stopped) return;
    if (!answer.ok) return this.startRefused(answer.problem, autoplay);
    await this.goOn(answer.data.session, autoplay);
  }

  /** A short cool-down between two ads is waited for here; a longer refusal is for the user to read. */
  private startRefused(problem: Problem, autoplay: boolean): void {
    const seconds = problem.retryAfterSeconds;
    if (seconds === undefined || seconds > MAX_WAIT_SECONDS) return this.fail(problem);
    const until = this.input.now() + Math.max(1, seconds) * 1_000;
    this.set({ phase: 'waiting', waitSeconds: Math.max(1, seconds), problem: null });
    const waiting = setInterval(() => {
      const waitSeconds = Math.ceil((until - this.input.now()) / 1_000);
      if (!this.stopped && waitSeconds > 0) return this.set({ waitSeconds });
      clearInterval(waiting);
      if (!this.stopped) void this.load(autoplay);
    }, TICK_MS);
  }

  /** The click that opens a view, and the one that goes on after a pause. */
  async play(): Promise<void> {
    const { view } = this;
    if (!view || !['ready', 'paused', 'hidden'].includes(this.state.phase)) return;
    if (needsNetwork(view)) return this.show();
    if (!this.input.isVisible()) return this.set({ phase: 'hidden' });
    this.run({ phase: view.network === 'house' ? 'playing' : 'filling' });
  }

  /** After a failure: claims again when all was watched, else starts or resumes a session. */
  async retry(): Promise<void> {
    const { session, problem } = this.state;
    if (session && problem && problem.code !== 'ad_expired' && openViewOf(session) === -1) return this.claim();
    await this.load(true);
  }

  /** One tap on the question of the view on screen; the first answer counts. */
  async answer(choice: number): Promise<void> {
    const { session } = this.state;
    const { view } = this;
    const question = view?.question;
    if (!session || !question || question.answer !== null) return;
    const told = (answer: number | null) => {
      const now = this.state.session;
      if (now) this.set({ session: withView(now, view.id, { question: { ...question, answer } }) });
    };
    told(choice);
    const answer = await this.input.client.answer({ ...keyOf(session), viewId: view.id }, choice);
    told(answer.ok ? answer.data.answer : null);
  }

  async solveChallenge(answer: string): Promise<void> {
    const { challenge } = this.state;
    if (challenge) await this.claim({ id: challenge.id, answer });
  }

  /** Goes on without the network's ad. */
  async skipNetwork(): Promise<void> {
    if (this.view && needsNetwork(this.view)) await this.fallBack('error', null);
  }

  protected fail(problem: Problem): void {
    this.clock.stop();
    this.network.leave();
    this.set({ phase: 'failed', problem });
  }

  /** Opens the first view that something is missing of, and claims where there is none. */
  protected async goOn(session: PlayerSession, autoplay: boolean): Promise<void> {
    const index = openViewOf(session);
    const viewIndex = index === -1 ? session.views.length - 1 : index;
    const view = session.views[viewIndex];
    if (!view) return this.fail(OFFLINE);
    this.clock.open(view);
    this.beats.open();
    this.shown = false;
    this.granted = false;
    this.complete = false;
    this.set({ phase: 'ready', session, viewIndex, watchedSeconds: view.watchedSeconds, problem: null });
    if (index === -1) return this.claim();
    // Every view is opted into by its own click, and an ad of another company always.
    if (needsNetwork(view)) await this.ask(session);
    else if (autoplay) await this.play();
  }

  protected viewDone(): void {
    const { session } = this.state;
    const { view } = this;
    if (!session || !view) return;
    this.clock.stop();
    this.set({ notice: null });
    void this.goOn(withView(session, view.id, { complete: true, watchedSeconds: view.seconds }), false);
  }

  protected async claim(challenge?: { id: string; answer: string }): Promise<void> {
    const { session } = this.state;
    if (!session || this.state.phase === 'claiming') return;
    this.clock.stop();
    this.set({ phase: 'claiming', problem: null, challenge: null });
    const ask = { ...keyOf(session), ...(challenge ? { challenge } : {}) };
    const answer = await claimPatiently(this.input.client, ask, () => this.stopped);
    if (answer.ok) {
      this.bonus = false;
      return this.set({ phase: 'claimed', claim: answer.data });
    }
    const { problem } = answer;
    if (problem.challenge) return this.set({ phase: 'challenge', challenge: problem.challenge, problem });
    if (problem.code === 'ad_not_watched') return this.watchMore(problem.missingSeconds ?? 1);
    this.fail(problem);
  }

  /** The server counted less than we did: it says of which view, and where of none, only time is missing. */
  private async watchMore(missingSeconds: number): Promise<void> {
    const { client, kind } = this.input;
    const answer = await client.start({ kind, place: client.place() });
    if (this.stopped) return;
    if (!answer.ok) return this.fail(answer.problem);
    if (openViewOf(answer.data.session) === -1) await pauseFor(missingSeconds * 1_000);
    if (!this.stopped) await this.goOn(answer.data.session, true);
  }
}

export type { EngineInput };
