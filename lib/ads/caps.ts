import type { Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { creditsToMicro } from '@/lib/format';

/** Caps count UTC days: the same midnight for everyone who shares a device or an address. */
export function utcDayStart(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
}

/** When the caps begin anew. */
export function utcDayEnd(now: Date): Date {
  return new Date(utcDayStart(now).getTime() + 86_400_000);
}

function secondsToMidnight(now: Date): number {
  return Math.ceil((utcDayEnd(now).getTime() - now.getTime()) / 1000);
}

export interface EarnedToday {
  userMicro: bigint;
  deviceMicro: bigint;
  addressMicro: bigint;
  lastClaimAt: Date | null;
}

const EARNED = `
  SELECT coalesce(sum(reward_micro) FILTER (WHERE user_id = $1::uuid), 0)::text AS by_user,
         coalesce(sum(reward_micro) FILTER (WHERE device = $2::text), 0)::text AS by_device,
         coalesce(sum(reward_micro) FILTER (WHERE address = $3::text), 0)::text AS by_address,
         (SELECT max(claimed_at) FROM ad_sessions WHERE user_id = $1::uuid AND state = 'claimed') AS last_claim
  FROM ad_sessions
  WHERE state = 'claimed' AND claimed_at >= $4::timestamptz
    AND (user_id = $1::uuid OR device = $2::text OR address = $3::text)`;

/** What ads have paid today to this user, this device and this network address: one round trip. */
export async function earnedToday(db: Db, ctx: Ctx, userId: string): Promise<EarnedToday> {
  const [row] = await db.sql<{ by_user: string; by_device: string; by_address: string; last_claim: Date | null }>(
    EARNED,
    [userId, ctx.device, ctx.address, utcDayStart(ctx.clock.now())],
  );
  return {
    userMicro: BigInt(row?.by_user ?? 0),
    deviceMicro: BigInt(row?.by_device ?? 0),
    addressMicro: BigInt(row?.by_address ?? 0),
    lastClaimAt: row?.last_claim ?? null,
  };
}

function capReached(detail: string, retryAfterSeconds: number): AppError {
  return new AppError('cap_reached', detail, { retryAfterSeconds, extra: { retryAfterSeconds } });
}

export interface CapLeft {
  by: 'user' | 'device' | 'address';
  leftMicro: bigint;
}

/** What may still be paid today, in microcredits: the tightest of the three caps, and whose it is. */
export function leftToday(ctx: Ctx, earned: EarnedToday): CapLeft {
  const { dailyCap, deviceDailyCap, addressDailyCap } = ctx.settings.current().ads;
  const lefts: CapLeft[] = [
    { by: 'user', leftMicro: creditsToMicro(dailyCap) - earned.userMicro },
    { by: 'device', leftMicro: creditsToMicro(deviceDailyCap) - earned.deviceMicro },
    { by: 'address', leftMicro: creditsToMicro(addressDailyCap) - earned.addressMicro },
  ];
  const { by, leftMicro } = lefts.reduce((least, next) => (next.leftMicro < least.leftMicro ? next : least));
  return { by, leftMicro: leftMicro > 0n ? leftMicro : 0n };
}

const CAP_WORDS = {
  user: 'You have earned all that ads pay in a day. Come back tomorrow (UTC).',
  device: 'This device has earned all that ads pay in a day. Come back tomorrow (UTC).',
  address: 'This network has earned all that ads pay in a day. Come back tomorrow (UTC).',
} as const;

/**
 * Whether one more reward fits under today's caps.
 * @throws AppError cap_reached with the seconds until midnight UTC
 */
export function assertCaps(ctx: Ctx, earned: EarnedToday, rewardMicro: bigint): void {
  const { leftMicro, by } = leftToday(ctx, earned);
  if (rewardMicro > leftMicro) throw capReached(CAP_WORDS[by], secondsToMidnight(ctx.clock.now()));
}

/** Seconds until the next ad may start. */
export function cooldownLeft(ctx: Ctx, lastClaimAt: Date | null): number {
  if (!lastClaimAt) return 0;
  const end = lastClaimAt.getTime() + ctx.settings.current().ads.cooldownSeconds * 1000;
  return Math.max(0, Math.ceil((end - ctx.clock.now().getTime()) / 1000));
}

/** @throws AppError cap_reached with the seconds to wait */
export function assertCooldown(ctx: Ctx, lastClaimAt: Date | null): void {
  const left = cooldownLeft(ctx, lastClaimAt);
  if (left > 0) throw capReached(`A short pause between two ads: ${left} more seconds.`, left);
}
