import { z } from 'zod';
import type { ListedModel } from '../entry';
import { costPerMillion, present, readEach, tokens, type ListingReader } from './listing-reader';

const usd = z.number().nullish().catch(undefined);

const entry = z.object({
  id: z.string(),
  architecture: z
    .object({ input_modalities: z.array(z.string()).catch([]).default([]) })
    .nullish()
    .catch(undefined),
  providers: z
    .array(
      z.object({
        status: z.string().nullish(),
        context_length: tokens,
        pricing: z.object({ input: usd, output: usd }).nullish().catch(undefined),
      }),
    )
    .catch([])
    .default([]),
});
type Entry = z.output<typeof entry>;

/** The dearest of all, or nothing where one of them does not say: any of them may be asked. */
function dearest(prices: readonly (number | undefined)[]): number | undefined {
  const known = prices.filter((price) => price !== undefined);
  return known.length === prices.length && known.length > 0 ? Math.max(...known) : undefined;
}

/** Any company that is up may be the one that answers: the least they take and the most they charge is what counts. */
function toModel({ id, architecture, providers }: Entry): ListedModel | undefined {
  const live = providers.filter(({ status }) => (status ?? 'live') === 'live');
  if (live.length === 0) return undefined;
  const contexts = live.flatMap(({ context_length: context }) => context ?? []);
  const inputPerMillionTokens = dearest(live.map(({ pricing }) => costPerMillion(pricing?.input, 1_000_000)));
  const outputPerMillionTokens = dearest(live.map(({ pricing }) => costPerMillion(pricing?.output, 1_000_000)));
  const isKnown = inputPerMillionTokens !== undefined && outputPerMillionTokens !== undefined;
  return {
    name: id,
    tasks: ['text'],
    ...present({
      capabilities: architecture?.input_modalities.includes('image') ? (['vision'] as const).slice() : undefined,
      contextTokens: contexts.length > 0 ? Math.min(...contexts) : undefined,
      cost: isKnown ? { inputPerMillionTokens, outputPerMillionTokens } : undefined,
    }),
  };
}

/** The router's list: chat models alone, with the companies that run them. */
export const huggingFaceList: ListingReader = {
  path: '/models',
  read: (body) => readEach(body, entry, toModel),
};
