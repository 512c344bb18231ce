import { requireSession, type Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import type { AdKind, AdSessionState, PastAdSession } from './types';

const PAGE = 100;

/** The actor's ad sessions, newest first, at most 100 a page; `after` is the last id of the page before. */
export async function listAdSessions({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { after?: string | undefined; take?: number };
}): Promise<PastAdSession[]> {
  const { userId } = requireSession(ctx.actor);
  const now = ctx.clock.now();
  const rows = await ctx.db.prisma.adSession.findMany({
    where: { userId, ...(input.after ? { id: { lt: input.after } } : {}) },
    orderBy: { id: 'desc' },
    take: Math.min(PAGE, input.take ?? PAGE),
  });
  return rows.map((row) => ({
    id: row.id,
    // Both are held to their sets by checks of the table.
    kind: row.kind as AdKind,
    network: row.network,
    state: row.state === 'active' && row.expiresAt <= now ? 'expired' : (row.state as AdSessionState),
    watchSeconds: row.watchSeconds,
    reward: microToCredits(row.rewardMicro),
    answerReward: microToCredits(row.answerMicro),
    paid: row.paidMicro === null ? null : microToCredits(row.paidMicro),
    taken: microToCredits(row.takenMicro),
    bonus: row.bonusOf !== null,
    device: row.device,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    claimedAt: row.claimedAt?.toISOString() ?? null,
    heldUntil: row.state === 'delayed' ? (row.releaseAt?.toISOString() ?? null) : null,
  }));
}
