'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { pageAdClient } from '@/app/_client/ad-client';
import { drawCreative } from '@/app/_client/draw-creative';
import { WatchPanel, type WatchPanelProps } from '@/components/ads/player/watch-panel';

interface WatchIslandProps extends Omit<WatchPanelProps, 'client' | 'draw' | 'onReady' | 'onBalanceChanged'> {
  onwardHref: string | null;
  /** The next ad is one of another company. */
  outside: boolean;
}

/** How long a page that was come to by script is given to be loaded anew. */
const RELOAD_MS = 3_000;

const hasTags = () => window.adDocument?.state === 'tags';
const never = () => () => undefined;

/** An ad is asked for in the document that may show it: one that was come to by script is about to be loaded anew. */
function useRightDocument(outside: boolean): boolean {
  const right = useSyncExternalStore(
    never,
    () => !outside || hasTags(),
    () => true,
  );
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (right) return;
    const timer = setTimeout(() => setLate(true), RELOAD_MS);
    return () => clearTimeout(timer);
  }, [right]);
  return right || late;
}

/** The ad page with the wire in its hands. */
export function WatchIsland({ onwardHref, outside, ...panel }: WatchIslandProps) {
  const router = useRouter();
  const ready = useRightDocument(outside);
  if (!ready) return null;
  // What this document has let in must not come along to the tool.
  const goOn = (href: string) => (hasTags() ? window.location.assign(href) : router.push(href));
  return (
    <WatchPanel
      {...panel}
      client={pageAdClient}
      draw={drawCreative}
      onReady={onwardHref ? () => goOn(onwardHref) : null}
      onBalanceChanged={() => router.refresh()}
    />
  );
}
