'use client';

import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { Creative, isCreativeId } from './creatives';

const REDUCED = '(prefers-reduced-motion: reduce)';

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(REDUCED);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

interface HouseCreativeProps {
  id: string;
  scenes: number;
  positionSeconds: number;
  totalSeconds: number;
  playing: boolean;
}

/** A house ad with its words. */
export function HouseCreative({ id, scenes, ...moment }: HouseCreativeProps) {
  const t = useTranslations('creatives');
  const reducedMotion = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(REDUCED).matches,
    () => true,
  );
  const known = isCreativeId(id) ? id : 'coins';
  const lines = Array.from({ length: scenes }, (_, index) => t(`${known}.line`, { scene: String(index + 1) }));
  return <Creative {...moment} creativeId={known} reducedMotion={reducedMotion} strings={{ headline: t(`${known}.headline`), lines }} />;
}
