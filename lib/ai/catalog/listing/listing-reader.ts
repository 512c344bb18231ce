import { z } from 'zod';
import type { ListedModel } from '../entry';

/** How one provider's list is asked for and read. */
export interface ListingReader {
  /** Under the base URL. */
  path: string;
  /** @throws ZodError where the answer is not of this provider's shape. */
  read(body: unknown): ListedModel[];
  /** A second list that adds to it; where that cannot be had, the first has to do. */
  also?: ListingReader;
}

const name = z.string().trim().min(1).max(180).regex(/^\S+$/);

/** One entry of a list; entries of another shape are left out, since one odd model must not hide all others. */
export function readEach<Entry extends z.ZodType>(
  body: unknown,
  entry: Entry,
  toModel: (value: z.output<Entry>) => ListedModel | undefined,
): ListedModel[] {
  const list = z
    .object({ data: z.array(z.unknown()).max(20_000) })
    .or(z.array(z.unknown()).max(20_000))
    .parse(body);
  const all = Array.isArray(list) ? list : list.data;
  const models = all.flatMap((one) => {
    const parsed = entry.safeParse(one);
    const model = parsed.success ? toModel(parsed.data) : undefined;
    return model && name.safeParse(model.name).success ? [model] : [];
  });
  return [...new Map(models.map((model) => [model.name, model])).values()];
}

/** Members that are there, without those that are not. */
export function present<Value extends object>(value: Value): { [Name in keyof Value]: NonNullable<Value[Name]> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined && one !== null)) as never;
}

/** A number of tokens as lists give it: absent, null and 0 all say nothing. */
export const tokens = z.number().int().positive().max(100_000_000).nullish().catch(undefined);

/**
 * US dollars for one of `unit` as millionths of a US dollar for a million of them. Undefined for what is no price, such as
 * the -1 of a router that charges what it likes.
 */
export function costPerMillion(usd: string | number | null | undefined, unit: 1 | 1_000_000): number | undefined {
  if (usd === undefined || usd === null || usd === '') return undefined;
  const value = Number(usd);
  if (!Number.isFinite(value) || value < 0) return undefined;
  // Rounded up, behind the noise of binary fractions: a cost above nothing is never taken for nothing.
  const micro = Math.ceil(Number((value * (1_000_000 / unit) * 1_000_000).toPrecision(12)));
  return micro <= 10_000_000_000 ? micro : undefined;
}
