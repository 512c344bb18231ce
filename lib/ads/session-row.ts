import type { Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { microToCredits } from '@/lib/format';
import { creativeById } from './house-creatives';
import type { AdKind, AdSessionView } from './types';

export type SessionRow = NonNullable<Awaited<ReturnType<typeof findActive>>>;

/** The user's session that may still be watched, with its views in order. */
export function findActive(db: Db, userId: string, now: Date) {
  return db.prisma.adSession.findFirst({
    where: { userId, state: 'active', expiresAt: { gt: now } },
    include: { views: { orderBy: { seq: 'asc' } } },
  });
}

/**
 * The session's bearer token. It is derived, not stored: a reload gets the same one again, and nobody who reads the
 * database can make one.
 */
export function tokenOf(ctx: Pick<Ctx, 'sign'>, sessionId: string): string {
  return ctx.sign(`ad-session:${sessionId}`);
}

export function toSessionView(ctx: Pick<Ctx, 'sign'>, row: SessionRow): AdSessionView {
  const kind = row.kind as AdKind;
  return {
    id: row.id,
    token: tokenOf(ctx, row.id),
    kind,
    network: row.network,
    watchSeconds: row.watchSeconds,
    reward: microToCredits(row.rewardMicro),
    views: row.views.map((view) => ({
      id: view.id,
      seconds: view.seconds,
      creative: creativeById(view.creativeId, kind),
      watchedSeconds: view.watchedMs / 1000,
      positionSeconds: view.positionMs / 1000,
    })),
    expiresAt: row.expiresAt.toISOString(),
  };
}
