import type { Ctx } from '@/lib/context';
import type { Prisma } from '@/lib/db';

export interface EventInput {
  /** What happened, as `noun.pastTense`: "ad.claimed". */
  type: string;
  userId?: string;
  data?: Prisma.InputJsonObject;
}

/** Writes an event to the outbox in the caller's transaction: it is told exactly when what it tells is true. */
export async function emit(ctx: Ctx, event: EventInput): Promise<void> {
  await ctx.db.prisma.outboxEvent.create({
    data: { type: event.type, userId: event.userId ?? null, data: event.data ?? {}, createdAt: ctx.clock.now() },
  });
}
