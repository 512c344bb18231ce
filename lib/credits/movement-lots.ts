import { microToCredits } from '@/lib/format';
import type { LotRow, MovementRow } from './movement-query';
import type { MovementLot } from './types';

const least = (a: bigint, b: bigint) => (a < b ? a : b);
const most = (a: bigint, b: bigint) => (a > b ? a : b);

function view(lot: LotRow, amountMicro: bigint): MovementLot {
  const { source, expiresAt, graceUntil } = lot;
  return { source, expiresAt, graceUntil, amount: microToCredits(amountMicro) };
}

/** What a hold's lots lie between two amounts, counted in burn order, as the ledger takes and restores them. */
function between(lots: readonly LotRow[], from: bigint, to: bigint, sign: 1n | -1n): MovementLot[] {
  let begin = 0n;
  return lots.flatMap((lot) => {
    const end = begin + BigInt(lot.amount);
    const amount = least(end, to) - most(begin, from);
    begin = end;
    return amount > 0n ? [view(lot, sign * amount)] : [];
  });
}

function ofHold(row: MovementRow, hold: NonNullable<MovementRow['hold']>): MovementLot[] {
  const [amount, captured] = [BigInt(hold.amount), BigInt(hold.captured)];
  if (row.kind === 'hold') return between(hold.lots, 0n, amount, -1n);
  if (row.kind !== 'refund') return between(hold.lots, captured, amount, 1n);
  // Each refund goes on where the one before it ended, from the end of the capture.
  const earlier = (row.related ?? []).filter(({ kind, id }) => kind === 'refund' && BigInt(id) < BigInt(row.id));
  const left = captured - earlier.reduce((total, refund) => total + BigInt(refund.amount), 0n);
  return between(hold.lots, left - BigInt(row.available ?? '0'), left, 1n);
}

/**
 * The ledger does not write down which lot an earning joined; credits of one source and day of expiry share one. So it is
 * named only where it cannot be another: the lot made by this very earning, the only one there was, or, for sources whose
 * credits all live equally long, the one made last on the same day.
 */
function ofEarning(row: MovementRow, candidates: readonly LotRow[]): LotRow | undefined {
  if (row.uses) return candidates.find(({ expiresAt }) => expiresAt === row.uses?.expiresAt);
  const at = row.createdAt.toISOString();
  const [youngest] = candidates;
  if (!youngest || candidates.length === 1 || youngest.createdAt === at) return youngest;
  return row.source !== 'admin' && youngest.createdAt.slice(0, 10) === at.slice(0, 10) ? youngest : undefined;
}

/** Which lots a movement took from or gave to, as far as the ledger knows; amounts are signed. */
export function movementLots(row: MovementRow): MovementLot[] {
  const moved = BigInt(row.available ?? '0');
  if (row.hold) return ofHold(row, row.hold);
  if (row.kind === 'expire') return (row.candidates ?? []).map((lot) => view(lot, moved));
  if (moved <= 0n) return [];
  const lot = ofEarning(row, row.candidates ?? []);
  return lot ? [view(lot, moved)] : [];
}
