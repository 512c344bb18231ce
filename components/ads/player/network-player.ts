import type { NetworkEvent } from '@/components/ads/networks/types';
import { OFFLINE } from '@/components/tool/problem';
import type { FallbackReason } from '@/lib/ads/types';
import { NetworkTurn } from './network-turn';
import { pauseFor } from './pause-for';
import { keyOf, withView } from './session-views';
import type { PlayerSession } from './types';
import { ViewPlayer, type EngineInput } from './view-player';

/** How long, and how often, the server is asked whether a network has vouched for a view. */
const CONFIRM_TRIES = 40;
const CONFIRM_MS = 1_500;

/** The part of a view that an ad of another company plays. */
export abstract class NetworkPlayer extends ViewPlayer {
  protected readonly network: NetworkTurn;
  /** Whether an ad was shown for the view on screen, and whether the network has said that its reward is due. */
  protected shown = false;
  protected granted = false;
  private isFallingBack = false;

  constructor(input: EngineInput) {
    super(input);
    this.network = new NetworkTurn(input.client);
  }

  protected abstract goOn(session: PlayerSession, autoplay: boolean): Promise<void>;
  protected abstract claim(): Promise<void>;

  override stop(): void {
    super.stop();
    this.network.leave();
  }

  protected async ask(session: PlayerSession): Promise<void> {
    const { view } = this;
    if (!view) return;
    // Without an address of its ads there is no consent to them.
    if (!session.client) return this.fallBack('consent');
    this.set({ phase: 'asking' });
    const outcome = await this.network.ask(session, (event, current) => this.heard(view.id, event, current));
    if (this.stopped || outcome === 'over') return;
    if (outcome === 'elsewhere') return this.fail({ ...OFFLINE, code: 'ad_elsewhere' });
    if (outcome !== 'ready') return this.fallBack(outcome);
    this.set({ phase: 'ready', notice: this.state.notice === 'closed' ? 'closed' : null });
  }

  protected show(): void {
    const counting = this.input.isVisible() && this.state.session?.tier !== 'signed';
    this.run({ phase: 'network', notice: null, counting });
    if (!counting) this.clock.stop();
    this.shown = true;
    this.network.show();
  }

  private heard(viewId: string, event: NetworkEvent, current: boolean): void {
    const { session, phase } = this.state;
    if (this.stopped || !session || this.view?.id !== viewId) return;
    if (event === 'granted') return this.rewardDue(session, viewId);
    if (!current || phase !== 'network') return;
    if (event === 'failed' && !this.granted) return void this.fallBack('error');
    this.closed(session);
  }

  /** Also when it comes late: the view has had its ad then, and needs no second one. */
  private rewardDue(session: PlayerSession, viewId: string): void {
    if (this.granted || !this.shown) return;
    this.granted = true;
    if (session.tier === 'signed') return;
    this.beats.say('granted');
    this.set({ session: withView(session, viewId, { granted: true }) });
    if (this.state.phase === 'network') return void this.beat();
    this.network.leave();
    this.set({ phase: 'ready', notice: null });
    void this.play();
  }

  private closed(session: PlayerSession): void {
    this.clock.stop();
    this.network.leave();
    this.input.takeFocus?.();
    if (this.granted && session.tier === 'signed') return void this.confirm(session);
    this.beats.say('closed');
    this.set({ phase: 'ready', counting: false });
    if (this.complete) return this.viewDone();
    if (this.granted) return void this.play();
    void this.beat();
    this.set({ notice: 'closed' });
    void this.ask(session);
  }

  /** The network tells the server by itself, and the last view pays the session: this only waits for it. */
  private async confirm(session: PlayerSession): Promise<void> {
    const viewId = this.view?.id;
    this.set({ phase: 'confirming' });
    for (let attempt = 0; attempt < CONFIRM_TRIES && !this.stopped; attempt += 1) {
      const answer = await this.input.client.status();
      const now = answer.ok ? answer.data.session : session;
      if (now?.id !== session.id) return this.claim();
      if (now.views.some((view) => view.id === viewId && view.complete)) return this.goOn(now, false);
      await pauseFor(CONFIRM_MS);
    }
    this.fail({ ...OFFLINE, code: 'ad_unconfirmed' });
  }

  /** One call at a time: the server would take a second one for a word about the network it has just gone on to. */
  protected async fallBack(reason: FallbackReason, notice: FallbackReason | null = reason): Promise<void> {
    const { session } = this.state;
    if (!session || this.isFallingBack) return;
    this.isFallingBack = true;
    this.clock.stop();
    this.network.leave();
    this.set({ phase: 'asking', counting: false });
    const answer = await this.input.client.fallback(keyOf(session), reason);
    this.isFallingBack = false;
    if (this.stopped) return;
    if (!answer.ok) return this.fail(answer.problem);
    this.set({ notice });
    await this.goOn(answer.data.session, false);
  }
}
