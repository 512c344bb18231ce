import type { Ctx } from '@/lib/context';
import { microToCredits, utcDayStart } from '@/lib/format';
import { isDisposable } from './mail-shape';
import { isTrusted } from './score';
import type { OfferFacts } from './signals/offer-facts';

/** In one round trip over indexes: the function of its name, whose plan is made once. */
const FACTS = `SELECT risk_offer_facts($1::uuid, $2::text, $3::text, $4::text, $5::timestamptz,
  ($6::timestamptz AT TIME ZONE 'UTC')::date) AS found`;

type Row = Omit<OfferFacts, 'disposable' | 'peers' | 'dayCredits' | 'dayCap' | 'hourOffers'> & {
  email: string;
  dayMicro: string;
  hourBefore: number;
  takers: number;
  p95: number;
  trustedAt: string | null;
};

/** An offer that is about to be credited, within the caps. Amounts in microcredits and microdollars. */
export interface OfferInput {
  userId: string;
  network: string;
  /** Its name, where the network tells one. */
  offer: string | null;
  payoutMicroUsd: bigint;
  amountMicro: bigint;
  /** The most that offers may bring this user in a day. */
  dayCapMicro: bigint;
}

/** What the database knows of who completed it, before its own amount is written. */
export async function factsOfOffer(ctx: Ctx, input: OfferInput): Promise<{ facts: OfferFacts; trusted: boolean }> {
  const now = ctx.clock.now();
  const { trustDays, disposableDomains } = ctx.settings.current().risk;
  const [answer] = await ctx.db.sql<{ found: Row | null }>(FACTS, [
    ...[input.userId, input.network, input.offer, input.payoutMicroUsd.toString(), now, utcDayStart(now)],
  ]);
  if (!answer?.found) throw new Error('an offer of nobody');
  const { email, dayMicro, hourBefore, takers, p95, trustedAt, ...rest } = answer.found;
  return {
    facts: {
      ...rest,
      dayCredits: microToCredits(BigInt(dayMicro) + input.amountMicro),
      dayCap: microToCredits(input.dayCapMicro),
      hourOffers: hourBefore + 1,
      peers: { takers, p95 },
      disposable: isDisposable(email, disposableDomains),
    },
    trusted: isTrusted(trustedAt, now, trustDays),
  };
}
