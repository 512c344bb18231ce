import { requireAdmin, type Verb } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { updateSettings } from '@/lib/settings';
import type { ProviderView } from '../types';
import { getProvider } from './list-providers';
import { allAccounts } from './provider-view';

/**
 * Switches a provider on or off for new runs; what is under way goes on. Kept in the audit log as a change of settings.
 * @throws AppError unauthenticated, forbidden, not_found.
 */
export const switchProvider: Verb<{ id: string; enabled: boolean }, ProviderView> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const { id, enabled } = input;
  if (!allAccounts(ctx).some((account) => account.id === id)) throw notFound('provider');
  await updateSettings({
    ctx,
    input: ({ routing: { disabled } }) => {
      const others = disabled.filter((one) => one !== id);
      return { routing: { disabled: enabled ? others : [...others, id] } };
    },
  });
  return getProvider({ ctx, input: { id } });
};
