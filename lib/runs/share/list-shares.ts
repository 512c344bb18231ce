import { requireUserId, type Ctx } from '@/lib/context';
import { SHARE_COLUMNS, toShareView, type ShareRow } from './share-row';
import type { ShareView } from '../types';

/** One of the actor's links, live or not, with the run it leads to. */
export interface OwnShare extends ShareView {
  runId: string;
  revokedAt: string | null;
}

type Row = ShareRow & { runId: string; revokedAt: Date | null };

const PAGE = 100;

/** All links the actor ever gave, newest first, in pages of 100 that go on behind the slug `cursor`. */
export async function listShares({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { cursor?: string | undefined };
}): Promise<{ items: OwnShare[]; nextCursor: string | null }> {
  const rows = await ctx.db.sql<Row>(
    `SELECT ${SHARE_COLUMNS}, run_id AS "runId", revoked_at AS "revokedAt" FROM shares
     WHERE user_id = $1::uuid AND ($2::text IS NULL OR (created_at, slug) <
       (SELECT s.created_at, s.slug FROM shares s WHERE s.slug = $2::text AND s.user_id = $1::uuid))
     ORDER BY created_at DESC, slug DESC LIMIT ${PAGE}`,
    [requireUserId(ctx.actor), input.cursor ?? null],
  );
  const items = rows.map((row) => ({
    ...toShareView(row),
    runId: row.runId,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
  return { items, nextCursor: items.length === PAGE ? (items.at(-1)?.slug ?? null) : null };
}
