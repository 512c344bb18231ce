import { requireAdmin, type Ctx, type Verb } from '@/lib/context';
import { notFound } from '@/lib/errors';
import type { ProviderView } from '../types';
import { allAccounts, providerView, spentToday, type ProviderFacts } from './provider-view';

async function readFacts(ctx: Ctx): Promise<ProviderFacts> {
  const offered = new Map<string, number>();
  for (const { provider } of ctx.ai.catalog.offers()) offered.set(provider, (offered.get(provider) ?? 0) + 1);
  return { entries: ctx.ai.catalog.entries(), offered, spent: await spentToday(ctx) };
}

/**
 * All providers, set up or not: state, list, live health as this process has seen it, spend of the UTC day.
 * @throws AppError unauthenticated, forbidden.
 */
export const listProviders: Verb<Record<never, never>, ProviderView[]> = async ({ ctx }) => {
  requireAdmin(ctx.actor);
  const facts = await readFacts(ctx);
  return allAccounts(ctx).map((account) => providerView(ctx, account, facts));
};

/** @throws AppError unauthenticated, forbidden, not_found. */
export const getProvider: Verb<{ id: string }, ProviderView> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const account = allAccounts(ctx).find(({ id }) => id === input.id);
  if (!account) throw notFound('provider');
  return providerView(ctx, account, await readFacts(ctx));
};
