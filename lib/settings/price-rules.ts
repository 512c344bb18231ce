import { z } from 'zod';

/** Credits as operators write them: at most 6 decimals. */
export const credits = z.number().nonnegative().max(1_000_000).multipleOf(0.000001);
/** An unknown, zero or negative price is refused here, not at billing. */
export const price = credits.positive();

/** What one pays of what the provider charges: 1 is at cost. */
const margin = z.number().min(1).max(1_000).multipleOf(0.000001);

const bounds = { floor: price, ceiling: price };
const MESSAGE = 'must not be below the floor';

/** A price that is the same however much a run uses, as long as it stays within what a flat price covers. */
const flat = z.strictObject({ rule: z.literal('flat'), price });

/** Credits by what was used: rates that are left out cost nothing. */
const metered = z
  .strictObject({
    rule: z.literal('metered'),
    perThousandInputTokens: price.optional(),
    perThousandOutputTokens: price.optional(),
    perThousandCharacters: price.optional(),
    perImage: price.optional(),
    perSecond: price.optional(),
    ...bounds,
  })
  .refine(({ floor, ceiling }) => ceiling >= floor, { path: ['ceiling'], message: MESSAGE });

/** What the provider charges us, times the margin, in credits; without a margin that of `prices.costPlus`. */
const costPlus = z
  .strictObject({ rule: z.literal('cost-plus'), margin: margin.optional(), ...bounds })
  .refine(({ floor, ceiling }) => ceiling >= floor, { path: ['ceiling'], message: MESSAGE });

/** One entry of `prices.overrides`: a flat number of credits, or a rule. */
export const priceOverride = z.union([price, z.discriminatedUnion('rule', [flat, metered, costPlus])]);

/** How costs become prices. `creditValueUsd` is what one credit is worth, in US dollars. */
export const costPlusSettings = z
  .strictObject({
    margin: margin.default(1.5),
    creditValueUsd: z.number().positive().max(1_000).multipleOf(0.000001).default(0.001),
    floor: price.default(0.5),
    ceiling: price.default(100),
  })
  .refine(({ floor, ceiling }) => ceiling >= floor, { path: ['ceiling'], message: MESSAGE });

export type PriceOverride = z.infer<typeof priceOverride>;
