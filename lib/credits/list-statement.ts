import type { Verb } from '@/lib/context';
import { walletOwner } from './guards';
import { readStatement } from './read-statement';
import type { StatementFilter, StatementPage } from './types';

const MOST_PER_PAGE = 100;

type Input = StatementFilter & { userId?: string; cursor?: string; limit?: number };

/**
 * Movements of the available balance and of what is owed, newest first; `amount` is signed and `balanceAfter` is the
 * balance right behind it. Give back `nextCursor` for the next page; entries that arrive meanwhile never shift a page.
 * `limit` 1-100, 50 unless said.
 * @throws AppError invalid_input for a cursor that is not ours or a time that is none, unauthenticated, forbidden.
 */
export const listStatement: Verb<Input, StatementPage> = async ({ ctx, input }) => {
  const { userId, limit, ...rest } = input;
  const size = Math.min(Math.max(Math.trunc(limit ?? 50), 1), MOST_PER_PAGE);
  return readStatement(ctx.db, { ...rest, userId: walletOwner(ctx, userId), limit: size });
};
