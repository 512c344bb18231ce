'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import type { DrawCreative } from '@/components/ads/player/types';
import type { HouseAdProps } from '@/components/ads/player/house-ad';

/** The drawings come when an ad does: most visits to a tool see none. */
const HouseAd = dynamic(() => import('@/components/ads/player/house-ad').then((module) => module.HouseAd), {
  ssr: false,
});

const QUERY = '(prefers-reduced-motion: reduce)';

function onMotionChange(told: () => void): () => void {
  const list = window.matchMedia(QUERY);
  list.addEventListener('change', told);
  return () => list.removeEventListener('change', told);
}

function MovingAd(props: Omit<HouseAdProps, 'reducedMotion'>) {
  const reducedMotion = useSyncExternalStore(
    onMotionChange,
    () => window.matchMedia(QUERY).matches,
    () => false,
  );
  return <HouseAd {...props} reducedMotion={reducedMotion} />;
}

/** House ads are drawn here, moment by moment. */
export const drawCreative: DrawCreative = ({ creative, positionSeconds, seconds, playing }) => (
  <MovingAd creative={creative} positionSeconds={positionSeconds} totalSeconds={seconds} playing={playing} />
);
