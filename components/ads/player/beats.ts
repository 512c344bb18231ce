import type { AdAnswer, AdClient, Beat, PlayerSession, PlayerView } from './types';
import type { AdProgress } from '@/lib/ads/types';

export const BEAT_MS = 2_000;
/** What is pressing is said sooner, and never so often that the server refuses it. */
const SOON_MS = 500;

/** Tells the server where a view stands. One beat at a time; what a network said is repeated until it was heard. */
export class Beats {
  private at = 0;
  private busy = false;
  private words: NonNullable<Beat['event']>[] = [];
  /** The server knows that the view has begun: before that, a word about it is worth nothing. */
  private begun = false;

  constructor(
    private readonly client: AdClient,
    private readonly now: () => number,
  ) {}

  /** Before another view: what was to be said of the last one is past. */
  open(): void {
    this.words = [];
    this.begun = false;
  }

  say(word: 'granted' | 'closed'): void {
    if (!this.words.includes(word)) this.words.push(word);
  }

  /** Whether it is time for one; `pressing` at the end of a view. */
  isDue(pressing: boolean): boolean {
    return this.now() - this.at >= (pressing || this.words.length > 0 ? SOON_MS : BEAT_MS);
  }

  get hasWords(): boolean {
    return this.words.length > 0;
  }

  /** Null while another is under way; the last one before a pause does not wait for it. */
  async send(
    session: PlayerSession,
    view: PlayerView,
    positionSeconds: number,
    options: { last?: boolean },
  ): Promise<AdAnswer<AdProgress> | null> {
    if (this.busy && !options.last) return null;
    this.busy = true;
    this.at = this.now();
    const event = this.begun ? this.words[0] : undefined;
    const beat: Beat = {
      ...{ sessionId: session.id, token: session.token, viewId: view.id, positionSeconds, visible: true },
      ...(event ? { event } : {}),
    };
    const answer = await this.client.beat(beat, options);
    this.busy = false;
    if (answer.ok) {
      this.begun = true;
      this.words = this.words.filter((word) => word !== event);
    }
    return answer;
  }
}
