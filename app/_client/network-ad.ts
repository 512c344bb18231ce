import type { NetworkAd, NetworkEvent } from '@/components/ads/networks/types';
import type { PlayerSession } from '@/components/ads/player/types';

/** An ad of the network that the server chose for this session. Each adapter comes when it is needed. */
export async function networkAd(session: PlayerSession, on: (event: NetworkEvent) => void): Promise<NetworkAd | null> {
  const { scriptUrl, unit, userId } = session.client ?? {};
  if (unit === undefined) return null;
  const input = { window, scriptUrl, unit, sessionId: session.id, userId, on };
  switch (session.network) {
    case 'gpt':
      return (await import('@/components/ads/networks/gpt')).gptAd(input);
    case 'h5':
      return (await import('@/components/ads/networks/h5')).h5Ad(input);
    case 'admob':
      return (await import('@/components/ads/networks/admob')).admobAd(input);
    case 'house':
      return null;
  }
}
