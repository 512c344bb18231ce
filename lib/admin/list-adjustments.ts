import { listAudit } from '@/lib/audit';
import { requireAdmin, type Verb } from '@/lib/context';

export interface Adjustment {
  id: string;
  user: { id: string; email: string };
  /** Address of the operator; null where it was none, or one who is gone. */
  operator: string | null;
  /** Signed credits. */
  amount: number;
  reason: string;
  /** ISO 8601. */
  createdAt: string;
}

const MOST = 10;

/**
 * The latest corrections of credits by operators, of one person or of all, newest first.
 * @throws AppError forbidden.
 */
export const listAdjustments: Verb<{ userId?: string | undefined }, Adjustment[]> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const { userId } = input;
  const rows = await listAudit({
    ctx,
    input: { action: 'credits.adjust', limit: MOST, ...(userId ? { subjectId: userId } : {}) },
  });
  const ids = [...new Set(rows.flatMap(({ actorId, subjectId }) => (actorId ? [actorId, subjectId] : [subjectId])))];
  const people = await ctx.db.prisma.user.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } });
  const emails = new Map(people.map(({ id, email }) => [id, email]));
  return rows.map(({ id, actorId, subjectId, data, createdAt }) => ({
    id,
    user: { id: subjectId, email: emails.get(subjectId) ?? subjectId },
    operator: (actorId && emails.get(actorId)) || null,
    amount: Number(data.amount ?? 0),
    reason: typeof data.reason === 'string' ? data.reason : '',
    createdAt,
  }));
};
