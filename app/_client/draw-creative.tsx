import dynamic from 'next/dynamic';
import type { DrawCreative } from '@/components/ads/player/ad-player';

/** The pictures come when the first ad does: most pages are read without one. */
const HouseCreative = dynamic(() => import('@/components/ads/house-creative').then((module) => module.HouseCreative), { ssr: false });

interface Known {
  id: string;
  scenes: number;
}

function isKnown(creative: unknown): creative is Known {
  if (typeof creative !== 'object' || creative === null || !('id' in creative) || !('scenes' in creative)) return false;
  return typeof creative.id === 'string' && typeof creative.scenes === 'number';
}

/** House ads are drawn here, moment by moment. */
export const drawCreative: DrawCreative = ({ creative, positionSeconds, seconds, playing }) =>
  isKnown(creative) ? (
    <HouseCreative id={creative.id} scenes={creative.scenes} positionSeconds={positionSeconds} totalSeconds={seconds} playing={playing} />
  ) : null;
