import type { LoadOutcome, NetworkAd, NetworkEvent } from '@/components/ads/networks/types';
import type { AdClient, PlayerSession } from './types';

/** What a network's ad says, and whether it is still the one that is asked for or shown. */
type Heard = (event: NetworkEvent, current: boolean) => void;

/** The ad of another company that a view waits for: asked for, shown once, taken off. */
export class NetworkTurn {
  private ad: NetworkAd | null = null;
  private turn = 0;

  constructor(private readonly client: AdClient) {}

  /** `elsewhere`: this page cannot show that network's ads. `over`: something else has begun meanwhile. */
  async ask(session: PlayerSession, heard: Heard): Promise<LoadOutcome | 'elsewhere' | 'over'> {
    this.leave();
    const turn = this.turn;
    const isCurrent = () => this.turn === turn;
    const ad = await this.client.networkAd(session, (event) => heard(event, isCurrent())).catch(() => null);
    if (!isCurrent()) ad?.dispose();
    if (!isCurrent()) return 'over';
    if (!ad) return 'elsewhere';
    this.ad = ad;
    const outcome = await ad.load();
    return isCurrent() ? outcome : 'over';
  }

  show(): void {
    this.ad?.show();
  }

  leave(): void {
    this.turn += 1;
    this.ad?.dispose();
    this.ad = null;
  }
}
