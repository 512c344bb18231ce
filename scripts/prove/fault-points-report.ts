import type { KillResult } from '../../tests/support/fault-campaign';
import type { Recording } from '../../tests/support/fault-parent';
import { isInside, nameOf } from '../../tests/support/fault-plan';
import type { FunctionPoint } from '../../tests/support/fault-plpgsql';
import { toMarkdown } from '../report/write-section';

/** What exists, and what the scenarios pass of it. */
export interface Recorded {
  points: FunctionPoint[];
  recordings: Recording[];
}

/** All kills of one kind on one database. */
export interface Round {
  how: string;
  kills: number;
  results: KillResult[];
  seconds: number;
}

const isGood = ({ reached, complaints }: KillResult) => reached && complaints.length === 0;

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): [key: string, count: number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts];
}

function verdictOf(results: readonly KillResult[]): string {
  const bad = results.filter((result) => !isGood(result)).length;
  return bad === 0 ? 'nothing lost, nobody charged for nothing' : `${bad} FAILED`;
}

function scenarioRows({ how, results }: Round, scenarios: readonly string[]): string[][] {
  return scenarios.flatMap((scenario) => {
    const own = results.filter(({ kill }) => kill.scenario === scenario);
    if (own.length === 0) return [];
    const left = countBy(own, ({ state }) => state).map(([state, count]) => `${state} ×${count}`);
    const inside = own.filter(({ kill }) => isInside(kill)).length;
    const killed = own.filter(({ reached }) => reached).length;
    return [[scenario, how, `${own.length - inside} + ${inside}`, String(killed), left.join('; '), verdictOf(own)]];
  });
}

/** One row for each named point, with all its kills. */
function pointRows({ points, recordings }: Recorded, rounds: readonly Round[]): string[][] {
  const says = new Map(points.map((point) => [point.name, point.says]));
  const results = rounds.flatMap((round) => round.results);
  const names = [...new Set(recordings.flatMap(({ passed }) => passed.map(({ name }) => name)))];
  return names.map((name) => {
    const own = results.filter(({ kill }) => kill.name === name);
    const scenarios = recordings.filter(({ passed }) => passed.some((passing) => passing.name === name)).length;
    const where = rounds.map((round) => String(round.results.filter((r) => r.kill.name === name && r.reached).length));
    const code = (says.get(name) ?? '').replaceAll('|', '\\|');
    return [name, code && `\`${code}\``, String(scenarios), ...where, own.every(isGood) ? 'ok' : 'FAILED'];
  });
}

function summary({ points, recordings }: Recorded, rounds: readonly Round[]): string[] {
  const passings = recordings.flatMap(({ passed }) => passed);
  const awaits = passings.filter((passing) => !isInside(passing));
  const inside = new Set(passings.filter(isInside).map(({ name }) => name));
  const results = rounds.flatMap((round) => round.results);
  const seconds = rounds.reduce((sum, round) => sum + round.seconds, 0);
  const silent = points.filter(({ name }) => !inside.has(name));
  const perFunction = countBy(silent, ({ name }) => name.split('#')[0] ?? '').map(
    ([name, count]) => `${name} ${count}`,
  );
  return [
    `${results.filter(({ reached }) => reached).length} kills in ${seconds} s, ${results.filter(isGood).length} with nothing to complain of. ` +
      `${recordings.length} scenarios pass ${passings.length} points: ${awaits.length} before or after an await of the process, ` +
      `${passings.length - awaits.length} at ${inside.size} places of stored functions.`,
    'Every await was killed in every scenario, and every passing of a place inside a function (also a second or third one) in one of ' +
      'the scenarios that come by; where the server only ends the connection, in all of them. After each kill another process opens ' +
      'the same data, verifies the ledger, sweeps as a start does, verifies, repeats the request under its key twice, and verifies again.',
    `Places that no scenario passes (refusals, and loops with nothing to do): ${silent.length} of ${points.length}: ${perFunction.join(', ')}.`,
  ];
}

/** The section for BENCH.md, and how many kills went wrong. */
export function reportFaultPoints(recorded: Recorded, rounds: readonly Round[]): { text: string; failures: number } {
  const results = rounds.flatMap((round) => round.results);
  const bad = results.filter((result) => !isGood(result));
  const missing = rounds.reduce((sum, round) => sum + round.kills - round.results.length, 0);
  const scenarios = recorded.recordings.map(({ scenario }) => scenario);
  const failed = bad.map(
    ({ kill, complaints }) => `- FAILED ${kill.scenario}, ${nameOf(kill)} (${kill.action}): ${complaints.join('; ')}`,
  );
  const table = toMarkdown({
    head: ['scenario', 'how', 'awaits + places', 'killed', 'left behind', 'verdict'],
    rows: rounds.flatMap((round) => scenarioRows(round, scenarios)),
  });
  const list = toMarkdown({
    head: ['point', 'statement', 'scenarios', ...rounds.map(({ how }) => how), 'verdict'],
    rows: pointRows(recorded, rounds),
  });
  const details = `<details>\n<summary>Every point with its kills</summary>\n\n${list}\n\n</details>`;
  const text = [...summary(recorded, rounds), ...(failed.length > 0 ? [failed.join('\n')] : []), table, details].join(
    '\n\n',
  );
  return { text, failures: bad.length + missing };
}
