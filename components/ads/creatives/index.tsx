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

export type CreativeId = keyof typeof CREATIVES;
export type { CreativeProps } from './types';

export function isCreativeId(id: string): id is CreativeId {
  return Object.hasOwn(CREATIVES, id);
}

/** Draws a house ad at a moment of its time; one that is not known here is drawn as another. */
export function Creative(props: CreativeProps) {
  const Drawn = isCreativeId(props.creativeId) ? CREATIVES[props.creativeId] : Coins;
  return <Drawn {...props} />;
}
