'use client';

import { useRouter } from 'next/navigation';
import { adClient } from '@/app/_client/ad-client';
import { drawCreative } from '@/app/_client/draw-creative';
import { WatchPanel, type WatchPanelProps } from '@/components/ads/player/watch-panel';

/** The ad page with the wire in its hands. */
export function WatchIsland(
  props: Omit<WatchPanelProps, 'client' | 'draw' | 'onReady' | 'onBalanceChanged'> & { onwardHref: string | null },
) {
  const router = useRouter();
  const { onwardHref, ...panel } = props;
  return (
    <WatchPanel
      {...panel}
      client={adClient}
      draw={drawCreative}
      onReady={onwardHref ? () => router.push(onwardHref) : null}
      onBalanceChanged={() => router.refresh()}
    />
  );
}
