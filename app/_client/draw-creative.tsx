import type { DrawCreative } from '@/components/ads/player/ad-player';

/** House ads are drawn here, moment by moment. */
export const drawCreative: DrawCreative = () => null;
