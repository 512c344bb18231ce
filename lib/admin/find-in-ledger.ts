import { requireAdmin, type Ctx, type Verb } from '@/lib/context';
import { findTransactions, type LedgerTransactionView } from '@/lib/credits';
import { microToCredits } from '@/lib/format';
import { isUuid } from '@/lib/ids';

/** A run as far as a refund needs it. Credits as JSON numbers. */
export interface FoundRun {
  id: string;
  toolId: string;
  status: string;
  userId: string;
  charged: number;
  refunded: number;
  createdAt: string;
}

export interface FoundInLedger {
  items: (LedgerTransactionView & { email: string | null })[];
  /** Where everything found is about one run. */
  run: FoundRun | null;
}

type RunRow = Omit<FoundRun, 'charged' | 'refunded' | 'createdAt'> & {
  charged: string;
  refunded: string;
  createdAt: Date;
};

async function findRun(ctx: Ctx, id: string | undefined): Promise<FoundRun | null> {
  if (!id || !isUuid(id)) return null;
  const [run] = await ctx.db.sql<RunRow>(
    `SELECT id::text AS id, tool_id AS "toolId", status, user_id::text AS "userId", charged_micro::text AS charged,
            refunded_micro::text AS refunded, created_at AS "createdAt"
     FROM runs WHERE id = $1::uuid`,
    [id],
  );
  if (!run) return null;
  return {
    ...run,
    charged: microToCredits(BigInt(run.charged)),
    refunded: microToCredits(BigInt(run.refunded)),
    createdAt: run.createdAt.toISOString(),
  };
}

/**
 * Transactions by id, by the id of what they were about, or by external id, with whose they are; and the run they are
 * about, where it is one.
 * @throws AppError unauthenticated, forbidden.
 */
export const findInLedger: Verb<{ text: string }, FoundInLedger> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const transactions = await findTransactions({ ctx, input });
  const ids = [...new Set(transactions.flatMap(({ userId }) => (userId ? [userId] : [])))];
  const people = await ctx.db.prisma.user.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } });
  const emails = new Map(people.map(({ id, email }) => [id, email]));
  const about = new Set(transactions.map(({ ref }) => (ref.type === 'run' ? ref.id : '')));
  const runId = about.size === 1 ? [...about][0] : input.text.trim();
  return {
    items: transactions.map((one) => ({ ...one, email: (one.userId && emails.get(one.userId)) || null })),
    run: transactions.length === 0 || about.size === 1 ? await findRun(ctx, runId) : null,
  };
};
