import { Coins } from './coins';
import { Fallback } from './fallback';
import { Gallery } from './gallery';
import { Garden } from './garden';
import { Orbit } from './orbit';
import { Prompts } from './prompts';
import type { CreativeProps } from './types';

const CREATIVES = {
  coins: Coins,
  fallback: Fallback,
  gallery: Gallery,
  garden: Garden,
  orbit: Orbit,
  prompts: Prompts,
};

type CreativeId = keyof typeof CREATIVES;
export type { CreativeProps } from './types';

export function isCreativeId(id: string): id is CreativeId {
  return Object.hasOwn(CREATIVES, id);
}

/** Draws a built-in house ad at a moment of its time. */
export function Creative({ creativeId, ...moment }: CreativeProps & { creativeId: CreativeId }) {
  const Drawn = CREATIVES[creativeId];
  return <Drawn {...moment} />;
}
