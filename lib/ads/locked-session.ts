import type { Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import type { AdKind, AdSessionState, AdTier, NetworkId } from './types';

/** A session as it is judged, under its row lock. Amounts in microcredits. */
export interface LockedSession {
  id: string;
  userId: string;
  state: AdSessionState;
  kind: AdKind;
  network: NetworkId;
  tier: AdTier;
  watchSeconds: number;
  rewardMicro: bigint;
  /** What an answered question adds; 0 while nothing is answered. */
  answerMicro: bigint;
  paidMicro: bigint | null;
  expiresAt: Date;
  claimedAt: Date | null;
  /** The claimed session that this one adds to. */
  bonusOf: string | null;
  releaseAt: Date | null;
  /** Counted by our clock, in the views that no signature vouches for. */
  watchedMs: number;
  /** Length of the views that a signature vouches for. */
  vouchedMs: number;
  /** Of the views that their network has not vouched for. */
  unconfirmedSeconds: number;
  startedAt: Date | null;
  device: string | null;
  address: string | null;
}

type Amount = 'rewardMicro' | 'answerMicro' | 'paidMicro';
type Time = 'expiresAt' | 'claimedAt' | 'releaseAt' | 'startedAt';

/** As the database writes it: times and amounts are text. */
export type JudgedRow = Omit<LockedSession, Amount | Time> &
  Record<'rewardMicro' | 'answerMicro' | 'expiresAt', string> &
  Record<'paidMicro' | 'claimedAt' | 'releaseAt' | 'startedAt', string | null>;

const timeOf = (text: string | null) => (text === null ? null : new Date(text));

export const sessionOf = (row: JudgedRow): LockedSession => ({
  ...row,
  rewardMicro: BigInt(row.rewardMicro),
  answerMicro: BigInt(row.answerMicro),
  paidMicro: row.paidMicro === null ? null : BigInt(row.paidMicro),
  expiresAt: new Date(row.expiresAt),
  claimedAt: timeOf(row.claimedAt),
  releaseAt: timeOf(row.releaseAt),
  startedAt: timeOf(row.startedAt),
});

/**
 * The session under its row lock, in one round trip: whatever pays, refuses or reverses it is strictly one after the other.
 * @throws AppError not_found for an unknown session and for somebody else's
 */
export async function lockSession(ctx: Ctx, sessionId: string, userId: string): Promise<LockedSession> {
  const [answer] = await ctx.db.sql<{ found: JudgedRow | null }>('SELECT ad_locked($1::uuid, $2::uuid) AS found', [
    sessionId,
    userId,
  ]);
  if (!answer?.found) throw notFound('ad session');
  return sessionOf(answer.found);
}
