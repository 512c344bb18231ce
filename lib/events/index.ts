import type { Ctx } from '@/lib/context';
import type { Prisma } from '@/lib/db';

export interface EventInput {
  /** What happened, as `noun.pastTense`: "ad.claimed". */
  type: string;
  userId?: string;
  data?: Prisma.InputJsonObject;
}

const WRITE = `INSERT INTO outbox_events (type, user_id, data, created_at)
  VALUES ($1::text, $2::uuid, $3::jsonb, $4::timestamptz) RETURNING id`;

/** Writes an event to the outbox in the caller's transaction: it is told exactly when what it tells is true. */
export async function emit(ctx: Ctx, event: EventInput): Promise<void> {
  await ctx.db.sql(WRITE, [event.type, event.userId ?? null, JSON.stringify(event.data ?? {}), ctx.clock.now()]);
}
