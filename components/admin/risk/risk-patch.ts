import { listLines, sameList, type TextLine } from '../text-lines';

/** What the form changes, as the settings have it. */
export interface RiskRules {
  enabled: boolean;
  challengeAt: number;
  delayAt: number;
  refuseAt: number;
  delayHours: number;
  trustDays: number;
  weights: Readonly<Record<string, number>>;
  disposableDomains: string[];
}

/** Where each field stands in the form, and in the settings tree with its errors. */
export const ENABLED_FIELD = 'risk.enabled';
export const DOMAINS_FIELD = 'risk.disposableDomains';
export const weightField = (signal: string) => `risk.weights.${signal}`;
export const numberField = (name: NumberRule) => `risk.${name}`;

export const THRESHOLDS = ['challengeAt', 'delayAt', 'refuseAt'] as const;
export type Threshold = (typeof THRESHOLDS)[number];
export type NumberRule = Threshold | 'delayHours' | 'trustDays';

/** The least and the most that the settings take. */
export const RANGES: Record<NumberRule | 'weight', readonly [least: number, most: number]> = {
  challengeAt: [1, 1_000],
  delayAt: [1, 1_000],
  refuseAt: [1, 1_000],
  delayHours: [1, 720],
  trustDays: [0, 3_650],
  weight: [0, 100],
};
const NUMBERS = [...THRESHOLDS, 'delayHours', 'trustDays'] as const;

/** Numbers of the rules as the form's inputs hold them. */
export function riskValues(rules: RiskRules): Record<string, string> {
  return Object.fromEntries([
    ...NUMBERS.map((name): [string, string] => [numberField(name), String(rules[name])]),
    ...Object.entries(rules.weights).map(([id, points]): [string, string] => [weightField(id), String(points)]),
  ]);
}

/** A whole number in its range, or null. */
export function readPoints(text: string | undefined, [least, most]: readonly [number, number]): number | null {
  const typed = (text ?? '').trim();
  const value = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

export interface ReadRisk {
  /** Null where nothing was changed. */
  patch: { risk: { [name: string]: boolean | number | string[] | Record<string, number> } } | null;
  wrong: ({ field: string } & ({ word: 'number'; least: number; most: number } | { word: 'order' }))[];
  /** The domains' lines, for errors that count them. */
  lines: TextLine[];
}

type Numbers = Record<string, number | null>;

/** Fields of steps that would come before a milder one. */
function outOfOrder({ challengeAt = null, delayAt = null, refuseAt = null }: Numbers): string[] {
  const isLate = (mild: number | null, hard: number | null) => mild !== null && hard !== null && hard < mild;
  return [
    ...(isLate(challengeAt, delayAt) ? [numberField('delayAt')] : []),
    ...(isLate(delayAt, refuseAt) ? [numberField('refuseAt')] : []),
  ];
}

/** Numbers that could be read and are other than before. */
function moved(now: Numbers, before: Readonly<Record<string, unknown>>): Record<string, number> {
  const entries = Object.entries(now).filter((entry): entry is [string, number] => entry[1] !== null);
  return Object.fromEntries(entries.filter(([name, value]) => value !== before[name]));
}

/**
 * What was changed in the form, as a merge patch over the rules as they stand. Weights are those the rules have, whichever
 * they are.
 * @param form the form's strings; an unticked box and an empty field are absent
 */
export function readRiskRules(form: Readonly<Record<string, string>>, rules: RiskRules): ReadRisk {
  const wrong: ReadRisk['wrong'] = [];
  const read = (field: string, range: readonly [number, number]) => {
    const value = readPoints(form[field], range);
    if (value === null) wrong.push({ field, word: 'number', least: range[0], most: range[1] });
    return value;
  };
  const numbers: Numbers = {};
  for (const name of NUMBERS) numbers[name] = read(numberField(name), RANGES[name]);
  wrong.push(...outOfOrder(numbers).map((field) => ({ field, word: 'order' as const })));
  const points: Numbers = {};
  for (const id of Object.keys(rules.weights)) points[id] = read(weightField(id), RANGES.weight);
  const weights = moved(points, rules.weights);
  const lines = listLines((form[DOMAINS_FIELD] ?? '').toLowerCase());
  const enabled = form[ENABLED_FIELD] === 'true';
  const risk = {
    ...(enabled === rules.enabled ? {} : { enabled }),
    ...moved(numbers, { ...rules }),
    ...(Object.keys(weights).length > 0 ? { weights } : {}),
    ...(sameList(lines, rules.disposableDomains) ? {} : { disposableDomains: lines.map(({ text }) => text) }),
  };
  return { patch: Object.keys(risk).length > 0 ? { risk } : null, wrong, lines };
}
