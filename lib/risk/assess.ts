import type { Ctx } from '@/lib/context';
import { factsOfClaim } from './facts';
import { decide, scoreOf } from './score';
import { AD_SIGNALS } from './signals/ad-signals';
import type { RiskDecision, SignalView } from './types';

export interface AssessInput {
  flow: 'ad';
  userId: string;
  /** The session that is claimed. */
  subjectId: string;
}

export interface Assessment {
  decision: RiskDecision;
  score: number;
  signals: SignalView[];
  /** A challenge of this very thing was solved, which is why it goes on. */
  solved: boolean;
}

/** Where nothing is looked at. */
export const NOTHING: Assessment = { decision: 'allow', score: 0, signals: [], solved: false };

/**
 * Looks at what somebody is about to be paid for: one round trip, and nothing is written. Whoever calls it keeps what it
 * decides with `openCase`, in the transaction that acts by it.
 */
export async function assess({ ctx, input }: { ctx: Ctx; input: AssessInput }): Promise<Assessment> {
  const { risk } = ctx.settings.current();
  if (!risk.enabled) return NOTHING;
  const { facts, mitigation } = await factsOfClaim(ctx, input.userId, input.subjectId);
  const { score, signals } = scoreOf(AD_SIGNALS, facts, risk);
  return { decision: decide(score, risk, mitigation), score, signals, solved: mitigation.solved !== 'no' };
}
