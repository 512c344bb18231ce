import { requireSession, type Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { CALLBACK_COLUMNS, toCallback, type CallbackRow } from './callback-row';
import type { CallbackView, OwnOffer } from './types';

export type OwnCallback = Omit<CallbackView, 'userId'>;

const PAGE = 100;

const LIST = `SELECT ${CALLBACK_COLUMNS}
  FROM ad_callbacks WHERE user_id = $1::uuid AND ($2::uuid IS NULL OR id < $2::uuid) ORDER BY id DESC LIMIT ${PAGE}`;

/** What ad networks told us of the actor, newest first, 100 a page; `after` is the last id of the page before. */
export async function listOwnCallbacks({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { after?: string | undefined };
}): Promise<OwnCallback[]> {
  const { userId } = requireSession(ctx.actor);
  const rows = await ctx.db.sql<Omit<CallbackRow, 'userId'>>(LIST, [userId, input.after ?? null]);
  return rows.map(toCallback);
}

type OfferRow = Omit<OwnOffer, 'amount' | 'heldUntil' | 'receivedAt'> & {
  amountMicro: string;
  releaseAt: Date | null;
  receivedAt: Date;
};

const OFFERS = `SELECT c.id, c.data->>'offer' AS name, c.amount_micro::text AS "amountMicro", c.release_at AS "releaseAt",
    c.received_at AS "receivedAt", CASE WHEN t.id IS NOT NULL AND coalesce(c.review, c.outcome) = 'paid' THEN 'reversed'
      ELSE coalesce(c.review, c.outcome) END AS state
  FROM ad_callbacks c LEFT JOIN ad_callbacks t ON t.network = c.network AND t.event = 'reversal'
    AND t.external_id = c.external_id AND t.outcome = 'taken'
  WHERE c.user_id = $1::uuid AND c.event = 'credit' ORDER BY c.received_at DESC, c.id DESC LIMIT $2::integer`;

/** The offers that the actor completed last, newest first, with what became of each. */
export async function listOwnOffers({ ctx, input }: { ctx: Ctx; input: { take: number } }): Promise<OwnOffer[]> {
  const { userId } = requireSession(ctx.actor);
  const rows = await ctx.db.sql<OfferRow>(OFFERS, [userId, Math.min(input.take, PAGE)]);
  return rows.map(({ amountMicro, releaseAt, receivedAt, ...row }) => ({
    ...row,
    amount: microToCredits(BigInt(amountMicro)),
    heldUntil: row.state === 'waiting' ? (releaseAt?.toISOString() ?? null) : null,
    receivedAt: receivedAt.toISOString(),
  }));
}
