import type { Ctx } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import { listRuns, openFile, type RunView } from '@/lib/runs';
import type { RunWorld } from './run-world';

/** What a scenario remembers from before the kill. */
export type Facts = Record<string, string>;

/** Where a scenario plays: one process, one opened database. */
export interface Stage {
  world: RunWorld;
  /** The context of a user, with the files that outlive the process. */
  ctxOf(userId: string, change?: Partial<Ctx>): Ctx;
  /** The same context with its awaits named and counted. */
  watched(ctx: Ctx): Ctx;
  /** Lets the clock-work of partial saves turn once. */
  turn(): void;
}

/** Something that must survive a kill at any of its points. */
export interface Scenario {
  name: string;
  /** Before any point counts. */
  prepare(stage: Stage): Promise<Facts>;
  /** The part that is killed; every call goes through watched contexts. */
  act(stage: Stage, facts: Facts): Promise<void>;
  /** What was left behind, in a word. */
  state(stage: Stage, facts: Facts): Promise<string>;
  /** What is wrong when the restart has cleaned up, before anybody asks again. */
  settled?(stage: Stage, facts: Facts): Promise<string[]>;
  /** What whoever got no answer does after the restart: the same again, under the same key. */
  repeat(stage: Stage, facts: Facts): Promise<void>;
  /** What is wrong after all that; nothing, hopefully. */
  judge(stage: Stage, facts: Facts): Promise<string[]>;
}

/** A fact that `prepare` has put there. */
export function fact(facts: Facts, name: string): string {
  const value = facts[name];
  if (value === undefined) throw new Error(`the scenario did not note ${name}`);
  return value;
}

/** "expected 5, found 3" or nothing. */
export function expectSame(what: string, expected: string | number, found: string | number): string[] {
  return expected === found ? [] : [`${what}: expected ${expected}, found ${found}`];
}

async function filesOf(ctx: Ctx, run: RunView): Promise<string[]> {
  const complaints: string[] = [];
  for (const { url, bytes } of run.output.files ?? []) {
    const id = /[0-9a-f-]{36}/.exec(url)?.[0] ?? '';
    const read = await openFile({ ctx, input: { id } })
      .then(async (file) => (await new Response(await file.read()).arrayBuffer()).byteLength)
      .catch(() => -1);
    complaints.push(...expectSame(`bytes of file ${id}`, bytes, read));
  }
  return complaints;
}

function receiptOf(run: RunView): string[] {
  const { quoted, charged, refunded } = run.credits;
  const seen = (run.output.text ?? '') !== '' || (run.output.files ?? []).length > 0;
  const says = `run ${run.id} (${run.status})`;
  // Who joined another run holds nothing until the answer is there.
  const settled = run.joined && run.status !== 'succeeded' ? 0 : quoted;
  return [
    ...(run.status === 'running' ? [`${says} never ended`] : []),
    ...(charged > 0 && !seen ? [`${says} was charged ${charged} for nothing to see`] : []),
    ...(charged > 0 && run.status === 'failed' ? [`${says} was charged ${charged}`] : []),
    ...(Math.abs(charged + refunded - settled) > 1e-9 ? [`${says}: ${charged} + ${refunded} is not ${settled}`] : []),
  ];
}

export async function runsOf(stage: Stage, facts: Facts): Promise<RunView[]> {
  const { items } = await listRuns({ ctx: stage.ctxOf(fact(facts, 'userId')), input: { limit: 100 } });
  return items.filter(({ id }) => id !== facts.earlier);
}

/** The wallet and every receipt of somebody agree, nothing is held, and what was paid for is there to see. */
export async function honest(stage: Stage, userId: string, given: number): Promise<string[]> {
  const ctx = stage.ctxOf(userId);
  const { items } = await listRuns({ ctx, input: { limit: 100 } });
  const { available, held } = await getCredits({ ctx, input: {} });
  const charged = items.reduce((sum, run) => sum + run.credits.charged, 0);
  const files = await Promise.all(items.map((run) => filesOf(ctx, run)));
  return [
    ...items.flatMap(receiptOf),
    ...files.flat(),
    ...expectSame('held', 0, held),
    ...expectSame('balance and receipts together', given, available + charged),
  ];
}

export async function balanceOf(stage: Stage, userId: string): Promise<number> {
  return (await getCredits({ ctx: stage.ctxOf(userId), input: {} })).available;
}
