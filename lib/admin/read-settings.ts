import { requireAdmin, type Verb } from '@/lib/context';
import type { Settings } from '@/lib/settings';

/**
 * All settings as they stand, for operators.
 * @throws AppError unauthenticated, forbidden.
 */
export const readSettings: Verb<Record<never, never>, Settings> = async ({ ctx }) => {
  requireAdmin(ctx.actor);
  return ctx.settings.current();
};
