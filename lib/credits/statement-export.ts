import type { Ctx } from '@/lib/context';
import { walletOwner } from './guards';
import { readStatement } from './read-statement';
import type { StatementEntry, StatementFilter } from './types';

const PER_READ = 500;

/**
 * All of a statement, newest first, read page by page as it is consumed: no transaction stays open, and what arrives
 * meanwhile is not in it. Whoever may not see it is refused at once, not at the first page.
 * @throws AppError unauthenticated, forbidden; invalid_input for a time that is none, with the first page.
 */
export function exportStatement({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: StatementFilter & { userId?: string };
}): AsyncGenerator<StatementEntry[], void, void> {
  return pages(ctx, { ...input, userId: walletOwner(ctx, input.userId) });
}

async function* pages(
  ctx: Ctx,
  input: StatementFilter & { userId: string },
): AsyncGenerator<StatementEntry[], void, void> {
  let cursor: string | undefined;
  do {
    const page = await readStatement(ctx.db, { ...input, cursor, limit: PER_READ });
    yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
