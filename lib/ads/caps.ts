import type { Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { creditsToMicro, DAY_MS, utcDayStart } from '@/lib/format';
import { networkAddress } from './network-address';
import type { NetworkId } from './types';

/** When the caps begin anew: they count UTC days, the same midnight for everyone who shares a device or an address. */
export function utcDayEnd(now: Date): Date {
  return new Date(utcDayStart(now).getTime() + DAY_MS);
}

function secondsToMidnight(now: Date): number {
  return Math.ceil((utcDayEnd(now).getTime() - now.getTime()) / 1000);
}

export interface EarnedToday {
  userMicro: bigint;
  deviceMicro: bigint;
  addressMicro: bigint;
  /** To this user by the network that was asked about. */
  networkMicro: bigint;
  lastClaimAt: Date | null;
}

/** The same after one more payment to this user by that network, here and now. */
export const withPaid = ({ clock, device, address }: Ctx, earned: EarnedToday, paidMicro: bigint): EarnedToday => ({
  userMicro: earned.userMicro + paidMicro,
  deviceMicro: earned.deviceMicro + (device === null ? 0n : paidMicro),
  addressMicro: earned.addressMicro + (address === null ? 0n : paidMicro),
  networkMicro: earned.networkMicro + paidMicro,
  lastClaimAt: clock.now(),
});

/** As the database writes it: amounts and times are text. */
export type EarnedRow = Record<'by_user' | 'by_device' | 'by_address' | 'by_network', string> & {
  last_claim: string | null;
};

interface Asked {
  userId: string;
  network?: NetworkId;
}

export function earnedOf(row: EarnedRow | undefined): EarnedToday {
  return {
    userMicro: BigInt(row?.by_user ?? 0),
    deviceMicro: BigInt(row?.by_device ?? 0),
    addressMicro: BigInt(row?.by_address ?? 0),
    networkMicro: BigInt(row?.by_network ?? 0),
    lastClaimAt: row?.last_claim ? new Date(row.last_claim) : null,
  };
}

const placeAndDay = (ctx: Ctx, { userId, network = 'house' }: Asked) => [
  ...[userId, ctx.device, networkAddress(ctx.address)],
  ...[utcDayStart(ctx.clock.now()), network],
];

/** What ads have paid today to this user, this device and this network address: one round trip. */
export async function earnedToday(db: Db, ctx: Ctx, userId: string, network?: NetworkId): Promise<EarnedToday> {
  const [row] = await db.sql<{ found: EarnedRow }>(
    'SELECT ad_earned($1::uuid, $2::text, $3::text, $4::timestamptz, $5::text) AS found',
    placeAndDay(ctx, { userId, ...(network && { network }) }),
  );
  return earnedOf(row?.found);
}

/**
 * The same for whoever is about to pay: those who share a device or an address take turns until the end of the transaction,
 * device before address, so that together they cannot pass its cap. One round trip.
 */
export async function earnedInTurn(ctx: Ctx, asked: Asked): Promise<EarnedToday> {
  const [row] = await ctx.db.sql<{ found: EarnedRow }>(
    'SELECT ad_earned_in_turn($1::uuid, $2::text, $3::text, $4::timestamptz, $5::text) AS found',
    placeAndDay(ctx, asked),
  );
  return earnedOf(row?.found);
}

/** @param pause it is no cap of the day, only the time between two ads */
function capReached(detail: string, retryAfterSeconds: number, pause = false): AppError {
  return new AppError('cap_reached', detail, {
    retryAfterSeconds,
    extra: { retryAfterSeconds, ...(pause && { pause }) },
  });
}

export interface CapLeft {
  by: 'user' | 'device' | 'address' | 'network';
  leftMicro: bigint;
}

/** What may still be paid today, in microcredits: the tightest of the caps, and whose it is. House ads have no cap of their own. */
export function leftToday(ctx: Ctx, earned: EarnedToday, network: NetworkId = 'house'): CapLeft {
  const { dailyCap, deviceDailyCap, addressDailyCap, networks } = ctx.settings.current().ads;
  const lefts: CapLeft[] = [
    { by: 'user', leftMicro: creditsToMicro(dailyCap) - earned.userMicro },
    { by: 'device', leftMicro: creditsToMicro(deviceDailyCap) - earned.deviceMicro },
    { by: 'address', leftMicro: creditsToMicro(addressDailyCap) - earned.addressMicro },
    ...(network === 'house'
      ? []
      : [{ by: 'network' as const, leftMicro: creditsToMicro(networks[network].dailyCap) - earned.networkMicro }]),
  ];
  const { by, leftMicro } = lefts.reduce((least, next) => (next.leftMicro < least.leftMicro ? next : least));
  return { by, leftMicro: leftMicro > 0n ? leftMicro : 0n };
}

const CAP_WORDS = {
  user: 'You have earned all that ads pay in a day. Come back tomorrow (UTC).',
  device: 'This device has earned all that ads pay in a day. Come back tomorrow (UTC).',
  network: 'You have earned all that this ad network pays in a day. Other ads may still pay.',
  address: 'This network has earned all that ads pay in a day. Come back tomorrow (UTC).',
} as const;

/**
 * Whether one more reward fits under today's caps.
 * @throws AppError cap_reached with the seconds until midnight UTC
 */
export function assertCaps(ctx: Ctx, earned: EarnedToday, rewardMicro: bigint, network: NetworkId = 'house'): void {
  const { leftMicro, by } = leftToday(ctx, earned, network);
  if (rewardMicro > leftMicro) throw capReached(CAP_WORDS[by], secondsToMidnight(ctx.clock.now()));
}

/** One network has shown or paid this person all that it may in a day. */
export const networkCapReached = (ctx: Ctx): AppError =>
  capReached(CAP_WORDS.network, secondsToMidnight(ctx.clock.now()));

/** Seconds until the next ad may start. */
export function cooldownLeft(ctx: Ctx, lastClaimAt: Date | null): number {
  if (!lastClaimAt) return 0;
  const end = lastClaimAt.getTime() + ctx.settings.current().ads.cooldownSeconds * 1000;
  return Math.max(0, Math.ceil((end - ctx.clock.now().getTime()) / 1000));
}

/** @throws AppError cap_reached with the seconds to wait */
export function assertCooldown(ctx: Ctx, lastClaimAt: Date | null): void {
  const left = cooldownLeft(ctx, lastClaimAt);
  const more = left < 120 ? `${left} more seconds` : `${Math.ceil(left / 60)} more minutes`;
  if (left > 0) throw capReached(`A short pause between two ads: ${more}.`, left, true);
}
