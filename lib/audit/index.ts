import { actorId, type Ctx } from '@/lib/context';
import type { Prisma } from '@/lib/db';

export { listAudit, type AuditView, type ListAuditInput } from './list-audit';

export interface AuditInput {
  /** What was done, as `noun.verb`: "credits.adjust". */
  action: string;
  subjectType: string;
  subjectId: string;
  data?: Prisma.InputJsonObject;
}

/** Writes one audit row in the caller's transaction: no sensitive change without its trace. */
export async function audit(ctx: Ctx, input: AuditInput): Promise<void> {
  await ctx.db.prisma.auditEntry.create({
    data: {
      id: ctx.ids.uuid(),
      actorType: ctx.actor.type,
      actorId: actorId(ctx.actor),
      action: input.action,
      subjectType: input.subjectType,
      subjectId: input.subjectId,
      data: input.data ?? {},
      requestId: ctx.requestId,
      createdAt: ctx.clock.now(),
    },
  });
}
