import type { ModelRequest } from '../types';
import { nearestRatio } from './aspect-ratio';

export type VideoRequest = Extract<ModelRequest, { kind: 'video' }>;
type Ratio = `${number}:${number}`;

/** What a film model makes; anything else would be refused as if the user had asked for something wrong. */
interface Makes {
  /** Seconds. */
  lengths?: readonly [number, ...number[]];
  ratios: readonly [Ratio, ...Ratio[]];
}

const VEO: Makes = { lengths: [4, 6, 8], ratios: ['16:9', '9:16'] };
const MAKES: Readonly<Record<string, Makes>> = {
  'google/veo-3.1-lite': VEO,
  'google/veo-3.1-fast': VEO,
  'google/veo-3.1': VEO,
  'alibaba/wan-2.7': {
    lengths: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    ratios: ['16:9', '9:16', '1:1', '4:3', '3:4'],
  },
};
/** Models the catalog does not know by itself. */
const USUAL: Makes = { ratios: ['16:9', '9:16', '1:1'] };
/** What the catalog's prices are for. */
const RESOLUTION = '720p';

/** The longest length the model makes that is no longer than asked for, since length is what costs. */
export function openRouterSeconds(model: string, seconds: number): number {
  const { lengths } = MAKES[model] ?? USUAL;
  if (!lengths) return Math.max(1, Math.floor(seconds));
  return lengths.filter((length) => length <= seconds).at(-1) ?? lengths[0];
}

export function openRouterVideoBody(model: string, request: VideoRequest): Record<string, unknown> {
  return {
    model,
    prompt: request.prompt,
    duration: openRouterSeconds(model, request.seconds),
    resolution: RESOLUTION,
    aspect_ratio: nearestRatio(request, (MAKES[model] ?? USUAL).ratios),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
  };
}
