import { microToCredits } from '@/lib/format';
import type { CaseState, OfferState, RiskCase, RiskDecision, RiskFlow, SignalView } from '../types';

export interface CaseRow {
  id: string;
  flow: RiskFlow;
  score: number;
  decision: RiskDecision;
  state: CaseState;
  signals: SignalView[];
  note: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  createdAt: Date;
  subjectId: string;
  userId: string;
  email: string;
  userSince: Date;
  sessionId: string | null;
  kind: string | null;
  network: string | null;
  sessionState: string | null;
  rewardMicro: string | null;
  paidMicro: string | null;
  releaseAt: Date | null;
  offerId: string | null;
  offerNetwork: string | null;
  transactionId: string | null;
  offerName: string | null;
  offerState: OfferState | null;
  offerMicro: string | null;
  payoutMicroUsd: string | null;
  offerReleaseAt: Date | null;
  claims: number | null;
  median: number | null;
  most: number | null;
  claimers: number | null;
}

export const CASE_COLUMNS = `c.id::text AS id, c.flow, c.score::int AS score, c.decision, c.state, c.signals, c.note,
  c.subject_id::text AS "subjectId", d.email AS "decidedBy", c.decided_at AS "decidedAt", c.created_at AS "createdAt",
  u.id::text AS "userId", u.email, u.created_at AS "userSince",
  s.id::text AS "sessionId", s.kind, s.network, s.state AS "sessionState", s.reward_micro::text AS "rewardMicro",
  (s.paid_micro - s.taken_micro)::text AS "paidMicro", s.release_at AS "releaseAt",
  o.id::text AS "offerId", o.network AS "offerNetwork", o.external_id AS "transactionId", o.data->>'offer' AS "offerName",
  CASE WHEN t.id IS NOT NULL AND o.review = 'paid' THEN 'reversed' ELSE o.review END AS "offerState",
  o.amount_micro::text AS "offerMicro", o.data->>'payoutMicroUsd' AS "payoutMicroUsd", o.release_at AS "offerReleaseAt",
  CASE WHEN s.id IS NOT NULL AND p.day IS NOT NULL THEN (SELECT count(*) FROM ad_sessions own WHERE own.user_id = c.user_id
    AND own.claimed_at >= p.day AND own.claimed_at < p.day + interval '1 day')::int END AS claims,
  p.median, p.most, p.claimers`;

/** Days of peers are UTC days, as the sessions of the database speak UTC. */
export const CASE_FROM = `risk_cases c JOIN users u ON u.id = c.user_id LEFT JOIN users d ON d.id = c.decided_by
  LEFT JOIN ad_sessions s ON c.flow = 'ad' AND s.id = c.subject_id
  LEFT JOIN ad_callbacks o ON c.flow = 'offer' AND o.id = c.subject_id
  LEFT JOIN ad_callbacks t ON t.network = o.network AND t.event = 'reversal' AND t.external_id = o.external_id
  LEFT JOIN risk_peers p ON c.flow = 'ad' AND p.day = (c.created_at AT TIME ZONE 'UTC')::date`;

const credits = (micro: string | null): number | null => (micro === null ? null : microToCredits(BigInt(micro)));

function sessionOf(row: CaseRow): RiskCase['session'] {
  if (row.sessionId === null) return null;
  return {
    id: row.sessionId,
    kind: row.kind ?? '',
    network: row.network ?? '',
    state: row.sessionState ?? '',
    reward: credits(row.rewardMicro) ?? 0,
    paid: credits(row.paidMicro),
    releaseAt: row.releaseAt?.toISOString() ?? null,
  };
}

function offerOf(row: CaseRow): RiskCase['offer'] {
  if (row.offerId === null || row.offerState === null) return null;
  return {
    id: row.offerId,
    network: row.offerNetwork ?? '',
    transactionId: row.transactionId ?? '',
    name: row.offerName,
    state: row.offerState,
    amount: credits(row.offerMicro) ?? 0,
    payoutUsd: Number(row.payoutMicroUsd ?? 0) / 1_000_000,
    releaseAt: row.offerReleaseAt?.toISOString() ?? null,
  };
}

export function toCase(row: CaseRow): RiskCase {
  const { id, flow, subjectId, score, decision, state, signals, note, decidedBy, claims, median, most, claimers } = row;
  return {
    ...{ id, flow, subjectId, score, decision, state, signals, note, decidedBy },
    user: { id: row.userId, email: row.email, createdAt: row.userSince.toISOString() },
    session: sessionOf(row),
    offer: offerOf(row),
    peers: claims === null ? null : { claims, median: median ?? 0, most: most ?? 0, claimers: claimers ?? 0 },
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
