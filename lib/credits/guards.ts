import { requireAdmin, requireUserId, type Actor, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import type { LotSource } from './types';

/** Sources only the platform itself or an operator may mint from, whoever the receiver is. */
const NOT_ONES_OWN: ReadonlySet<LotSource> = new Set(['admin', 'purchase', 'subscription', 'royalty']);

/** Jobs of the hub, or an operator. */
export function requireOperator(actor: Actor): void {
  if (actor.type !== 'system') requireAdmin(actor);
}

/**
 * Who may mint credits: the hub's own jobs, ad networks for ads and offers, operators, and the verbs that act for a
 * signed-in person, for that person and for what a person can earn. API keys and guests never.
 */
export function requireMinter(actor: Actor, userId: string, source: LotSource): void {
  switch (actor.type) {
    case 'system':
      return;
    case 'adNetwork':
      if (source === 'ad' || source === 'offer') return;
      break;
    case 'user':
      if (actor.role === 'admin') return;
      if (actor.userId === userId && !NOT_ONES_OWN.has(source)) return;
      break;
    case 'apiKey':
      break;
    case 'guest':
      throw new AppError('unauthenticated', 'Sign in to go on.');
  }
  throw new AppError('forbidden', 'These credits cannot be given by this caller.');
}

/** Whose wallet is meant: one's own, or any for operators and jobs. */
export function walletOwner(ctx: Ctx, userId: string | undefined): string {
  const { actor } = ctx;
  if (actor.type === 'system') {
    if (!userId) throw new Error('a job has no wallet of its own');
    return userId;
  }
  const own = requireUserId(actor);
  if (userId === undefined || userId === own) return own;
  requireAdmin(actor);
  return userId;
}
