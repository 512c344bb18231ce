import type { Ctx } from '@/lib/context';
import { utcDayStart } from '@/lib/format';
import { addressMark } from './address';
import { isDisposable } from './mail-shape';
import { RHYTHM_GAPS, type AdFacts } from './signals/ad-facts';
import { RHYTHM_VARIATION } from './signals/thresholds';
import { isTrusted, type Mitigation } from './score';

/** All that is known of a claim, in one round trip over indexes: the function of its name, whose plan is made once. */
const FACTS = `SELECT risk_claim_facts($1::uuid, $2::uuid, $3::text, $4::text, $5::timestamptz, $6::timestamptz,
  $7::integer, $8::float8) AS found`;

type Row = Omit<AdFacts, 'peers' | 'pauses' | 'disposable' | 'excessSeconds'> & {
  email: string;
  excessSeconds: number | null;
  claimers: number | null;
  median: number | null;
  p95: number | null;
  pauseCount: number;
  pauseMean: number | null;
  pauseDeviation: number | null;
  trustedAt: string | null;
  issued: number;
  solved: boolean;
  well: boolean;
};

export interface KnownOfClaim {
  facts: AdFacts;
  mitigation: Mitigation;
}

/** What the database knows of a claim of `userId`; the caller's device and address as the context has them. */
export async function factsOfClaim(ctx: Ctx, userId: string, sessionId: string): Promise<KnownOfClaim> {
  const now = ctx.clock.now();
  const { trustDays, disposableDomains } = ctx.settings.current().risk;
  const address = addressMark(ctx.address) === null ? null : ctx.address;
  const [answer] = await ctx.db.sql<{ found: Row | null }>(
    FACTS,
    [userId, sessionId, ctx.device, address, now, utcDayStart(now), RHYTHM_GAPS, RHYTHM_VARIATION],
    { repeatable: true },
  );
  const row = answer?.found;
  if (!row) throw new Error('a claim of nobody');
  const {
    email,
    claimers,
    median,
    p95,
    pauseCount,
    pauseMean,
    pauseDeviation,
    trustedAt,
    issued,
    solved,
    well,
    ...rest
  } = row;
  return {
    facts: {
      ...rest,
      excessSeconds: row.excessSeconds ?? 0,
      peers: claimers === null ? null : { claimers, median: median ?? 0, p95: p95 ?? 0 },
      pauses: { count: pauseCount, meanSeconds: pauseMean ?? 0, deviationSeconds: pauseDeviation ?? 0 },
      disposable: isDisposable(email, disposableDomains),
    },
    mitigation: {
      trusted: isTrusted(trustedAt, now, trustDays),
      issued,
      solved: well ? 'well' : solved ? 'weakly' : 'no',
    },
  };
}
