import { requireUserId, type Actor, type Verb } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { movementLots } from './movement-lots';
import { MOVEMENT_QUERY, type MovementRow } from './movement-query';
import type { Movement } from './types';

const credits = (micro: string) => microToCredits(BigInt(micro));

/** Whose movements the caller may see; null for anybody's. */
function owner(actor: Actor): string | null {
  if (actor.type === 'system' || (actor.type === 'user' && actor.role === 'admin')) return null;
  return requireUserId(actor);
}

/**
 * One movement by its transaction's id, explained: balances, lots, the other movements of the same thing. One query.
 * Somebody else's is "not found", but for operators and jobs.
 * @throws AppError unauthenticated, forbidden for machines, not_found also for an id that is none.
 */
export const getMovement: Verb<{ id: string }, Movement> = async ({ ctx, input }) => {
  const whose = owner(ctx.actor);
  if (!/^\d{1,18}$/.test(input.id)) throw notFound('movement');
  const [row] = await ctx.db.sql<MovementRow>(MOVEMENT_QUERY, [input.id, whose]);
  if (!row) throw notFound('movement');
  return toMovement({ ...row, createdAt: new Date(row.createdAt) });
};

function toMovement(row: MovementRow): Movement {
  const amountMicro = BigInt(row.available ?? '0');
  const afterMicro = BigInt(row.availableAfter ?? row.before);
  const { hold, uses, id, kind, userId, reason, source } = row;
  const related = (row.related ?? []).map(({ amount, debt, charged, ...rest }) => ({
    ...rest,
    amount: credits(amount),
    debt: credits(debt),
    charged: credits(charged),
  }));
  return {
    ...{ id, kind, userId, reason, source },
    ref: { type: row.refType, id: row.refId },
    amount: microToCredits(amountMicro),
    debt: credits(row.debt),
    charged: credits(row.charged),
    owedAfter: row.owed === null ? null : credits(row.owed),
    balanceBefore: microToCredits(afterMicro - amountMicro),
    balanceAfter: microToCredits(afterMicro),
    createdAt: row.createdAt.toISOString(),
    lots: movementLots(row),
    hold: hold && {
      amount: credits(hold.amount),
      captured: credits(hold.captured),
      refunded: credits(hold.refunded),
      state: hold.state,
    },
    uses: uses && { count: Number(uses.count), rate: uses.ratePpm / 1_000_000 },
    related: related.length > 1 ? related : [],
  };
}
