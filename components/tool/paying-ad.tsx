'use client';

import { AdPlayer } from '@/components/ads/player/ad-player';
import type { Bench } from './use-workbench';
import type { WorkbenchProps } from './workbench';

/** The ad that pays for the run, while one is watched. */
export function PayingAd({ props, bench }: { props: Pick<WorkbenchProps, 'ads' | 'draw'>; bench: Bench }) {
  const { phase, offer } = bench.run.state;
  if ((phase !== 'watchingAd' && phase !== 'claiming') || !offer) return null;
  return (
    <AdPlayer
      key={bench.adNumber}
      client={props.ads}
      kind={offer.kind}
      reward={offer.reward}
      watchSeconds={offer.watchSeconds}
      autoplay={bench.adNumber === 1 && bench.adClicked}
      number={bench.adNumber}
      total={bench.adTotal}
      thenRun
      draw={props.draw}
      onClaimed={bench.claimed}
      onCancel={bench.cancelAd}
    />
  );
}
