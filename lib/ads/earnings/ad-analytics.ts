import { dayRange, requireAdmin, type Verb } from '@/lib/context';
import { EARNINGS_DAYS, type AdAnalytics, type AnalyticsBy } from '../types';
import { figuresOf } from './figures';
import { addSums, sumDays } from './sum-days';

export interface AdAnalyticsInput {
  /** Days as YYYY-MM-DD, in UTC. The last 28 days when absent. */
  from?: string | undefined;
  to?: string | undefined;
  by?: AnalyticsBy | undefined;
}

/**
 * What ads did, paid and brought in, by day, network or country.
 * @throws AppError unauthenticated, forbidden, invalid_input naming `from` or `to`.
 */
export const adAnalytics: Verb<AdAnalyticsInput, AdAnalytics> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const { by = 'day' } = input;
  const range = dayRange(ctx, input, EARNINGS_DAYS);
  const rows = await sumDays(ctx, range, [by]);
  const items = rows.map((row) => ({ key: row[by], ...figuresOf(row) }));
  return {
    ...{ ...range, by, total: figuresOf(addSums(rows)) },
    items: items.toSorted(
      (a, b) => (by === 'day' ? 0 : b.revenueUsd - a.revenueUsd || b.asked - a.asked) || (a.key < b.key ? -1 : 1),
    ),
  };
};
