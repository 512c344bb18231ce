import { requireAdmin, type Verb } from '@/lib/context';
import type { Prisma } from '@/lib/db';

export interface ListAuditInput {
  /** As written by `audit`: "credits.adjust". */
  action: string;
  /** Only what was done to this one. */
  subjectId?: string;
  /** 1 to 100. */
  limit: number;
}

export interface AuditView {
  id: string;
  actorId: string | null;
  subjectId: string;
  data: Prisma.JsonObject;
  /** ISO 8601. */
  createdAt: string;
}

const asObject = (data: Prisma.JsonValue): Prisma.JsonObject =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};

/**
 * The latest audit rows of one action, newest first.
 * @throws AppError forbidden for anybody but an operator.
 */
export const listAudit: Verb<ListAuditInput, AuditView[]> = async ({ ctx, input }) => {
  requireAdmin(ctx.actor);
  const rows = await ctx.db.prisma.auditEntry.findMany({
    where: { action: input.action, ...(input.subjectId ? { subjectId: input.subjectId } : {}) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: Math.min(Math.max(input.limit, 1), 100),
  });
  return rows.map(({ id, actorId, subjectId, data, createdAt }) => ({
    id,
    actorId,
    subjectId,
    data: asObject(data),
    createdAt: createdAt.toISOString(),
  }));
};
