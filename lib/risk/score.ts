import { DAY_MS } from '@/lib/format';
import type { Settings } from '@/lib/settings';
import type { SignalTable } from './signals/signal';
import type { RiskDecision, SignalId, SignalView } from './types';

export type RiskSettings = Settings['risk'];

/** Points of all signals together, and each one's evidence, the heaviest first. */
export function scoreOf<Facts>(
  table: SignalTable<Facts>,
  facts: Facts,
  { weights }: Pick<RiskSettings, 'weights'>,
): { score: number; signals: SignalView[] } {
  const signals = (Object.keys(table) as SignalId[])
    .map((id) => {
      const seen = table[id]?.(facts);
      return seen ? { id, points: Math.round(seen.strength * weights[id]), numbers: seen.numbers } : null;
    })
    .filter((signal) => signal !== null)
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
  return {
    score: Math.min(
      1_000,
      signals.reduce((sum, { points }) => sum + points, 0),
    ),
    signals,
  };
}

/** What was already done about it. */
export interface Mitigation {
  /** An operator has lately said that this person is honest. */
  trusted: boolean;
  /** How the challenge of this very thing was solved; `weakly`: by the way around a service that was there. */
  solved: 'no' | 'weakly' | 'well';
  /** Challenges that were given for it. */
  issued: number;
}

/** Whether an operator's word of then still stands. */
export function isTrusted(since: string | null, now: Date, trustDays: number): boolean {
  return since !== null && now.getTime() - Date.parse(since) < trustDays * DAY_MS;
}

/** So many challenges for one thing; who solves none of them waits. */
export const MOST_CHALLENGES = 4;

/**
 * The same where nobody is there: what would be challenged waits, and so does what would be refused, which is an operator's
 * word then.
 */
export function decideUnattended(score: number, settings: RiskSettings, trusted: boolean): 'allow' | 'delay' {
  return decide(score, settings, { trusted, solved: 'no', issued: 0 }) === 'allow' ? 'allow' : 'delay';
}

/** What a score leads to. */
export function decide(score: number, settings: RiskSettings, { trusted, solved, issued }: Mitigation): RiskDecision {
  if (!settings.enabled || score < settings.challengeAt) return 'allow';
  if (score >= settings.refuseAt) return 'refuse';
  if (trusted) return 'allow';
  if (score >= settings.delayAt) return 'delay';
  if (solved === 'well') return 'allow';
  return solved === 'weakly' || issued >= MOST_CHALLENGES ? 'delay' : 'challenge';
}
