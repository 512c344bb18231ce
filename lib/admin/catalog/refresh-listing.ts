import { requireAdmin, type Verb } from '@/lib/context';
import { notFound } from '@/lib/errors';
import type { ProviderView } from '../types';
import { getProvider } from './list-providers';

/**
 * Asks a provider for its list of models now. A failure is told in `listing.failure`, and what was known stays.
 * @throws AppError unauthenticated, forbidden; not_found for a provider that is not set up or has no list.
 */
export const refreshListing: Verb<{ id: string }, ProviderView> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  if (!(await ctx.ai.catalog.refresh(input.id))) throw notFound('provider');
  return getProvider({ ctx, input });
};
