import type { RecentScores, RiskDecision } from '@/lib/risk/types';
import { numberField, RANGES, readPoints, type RiskRules, type Threshold } from './risk-patch';

export type Thresholds = Pick<RiskRules, Threshold>;

/** What is done, from how many points on, and up to how many; `to` is null without an end, and below `from` where never. */
export interface Step {
  decision: RiskDecision;
  from: number;
  to: number | null;
  /** Claims of late that had so many points. */
  cases: number;
}

/** The thresholds as typed, or those in force while what is typed makes none. */
export function typedThresholds(values: Readonly<Record<string, string>>, rules: Thresholds): Thresholds {
  const read = (name: Threshold) => readPoints(values[numberField(name)], RANGES[name]);
  const [challengeAt, delayAt, refuseAt] = [read('challengeAt'), read('delayAt'), read('refuseAt')];
  if (challengeAt === null || delayAt === null || refuseAt === null) return rules;
  return challengeAt <= delayAt && delayAt <= refuseAt ? { challengeAt, delayAt, refuseAt } : rules;
}

/** What so many points lead to, nothing else said. */
export function stepOf(points: number, { challengeAt, delayAt, refuseAt }: Thresholds): RiskDecision {
  if (points >= refuseAt) return 'refuse';
  if (points >= delayAt) return 'delay';
  return points >= challengeAt ? 'challenge' : 'allow';
}

export function stepsOf(thresholds: Thresholds, recent: RecentScores): Step[] {
  const { challengeAt, delayAt, refuseAt } = thresholds;
  const ranges: [RiskDecision, number, number | null][] = [
    ['allow', 0, challengeAt - 1],
    ['challenge', challengeAt, delayAt - 1],
    ['delay', delayAt, refuseAt - 1],
    ['refuse', refuseAt, null],
  ];
  return ranges.map(([decision, from, to]) => ({
    ...{ decision, from, to },
    cases: recent.scores
      .filter(({ score }) => stepOf(score, thresholds) === decision)
      .reduce((sum, { cases }) => sum + cases, 0),
  }));
}
