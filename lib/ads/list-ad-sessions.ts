import { requireSession, type Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';

export interface PastAdSession {
  id: string;
  kind: string;
  network: string;
  state: string;
  watchSeconds: number;
  reward: number;
  device: string | null;
  address: string | null;
  createdAt: string;
  claimedAt: string | null;
}

const PAGE = 100;

/** The actor's ad sessions, newest first, 100 a page; `after` is the last id of the page before. */
export async function listAdSessions({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { after?: string | undefined };
}): Promise<PastAdSession[]> {
  const { userId } = requireSession(ctx.actor);
  const rows = await ctx.db.prisma.adSession.findMany({
    where: { userId, ...(input.after ? { id: { lt: input.after } } : {}) },
    orderBy: { id: 'desc' },
    take: PAGE,
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    network: row.network,
    state: row.state,
    watchSeconds: row.watchSeconds,
    reward: microToCredits(row.rewardMicro),
    device: row.device,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    claimedAt: row.claimedAt?.toISOString() ?? null,
  }));
}
