import { z } from 'zod';
import { costPerMillion, present, readEach, type ListingReader } from './listing-reader';

/** What a film costs, by names such as "duration_seconds_with_audio_720p"; values are texts in US dollars, or cents. */
const entry = z.object({
  id: z.string(),
  name: z.string().nullish(),
  pricing_skus: z.record(z.string(), z.union([z.string(), z.number()])).nullish(),
});

/** What the adapter asks for. */
const RESOLUTION = '720p';
const OTHER_RESOLUTION = /(?:^|_)(?:\d{3,4}p|[124]k)(?:_|$)/i;

/**
 * The dearest price of a second that may be ours: with or without sound, as the provider likes. Nothing where a price goes
 * by something else, such as tokens: it could be the one that counts.
 */
function perSecond(skus: Readonly<Record<string, string | number>>): number | undefined {
  const rates: number[] = [];
  for (const [sku, value] of Object.entries(skus)) {
    if (!sku.includes(RESOLUTION) && OTHER_RESOLUTION.test(sku)) continue;
    const isCents = sku.startsWith('cents_per_') && sku.includes('second') && !sku.includes('megapixel');
    if (!isCents && !sku.startsWith('duration_seconds')) return undefined;
    // A second's price in millionths: as if a million seconds were listed a million times dearer.
    const rate = costPerMillion(isCents ? Number(value) / 100 : value, 1_000_000);
    if (rate === undefined || rate === 0) return undefined;
    rates.push(rate);
  }
  return rates.length > 0 ? Math.max(...rates) : undefined;
}

/** OpenRouter's list of film models, which stands beside its list of the others. */
export const openRouterFilmsList: ListingReader = {
  path: '/videos/models',
  read: (body) =>
    readEach(body, entry, ({ id, name, pricing_skus: skus }) => {
      const cost = perSecond(skus ?? {});
      return {
        name: id,
        tasks: ['video'],
        capabilities: [],
        ...present({
          label: name?.trim().slice(0, 100) || undefined,
          cost: cost === undefined ? undefined : { perSecond: cost },
        }),
      };
    }),
};
