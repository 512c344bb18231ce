import { getCredits, sweepHolds } from '@/lib/credits';
import { sweepRuns } from '@/lib/tools';
import { fact, type Facts, type Scenario, type Stage } from './fault-scenario';

/** What a kill left behind, and what was wrong with it. */
export interface Findings {
  state: string;
  complaints: string[];
}

async function ledgerOf(stage: Stage, when: string): Promise<string[]> {
  const { checks } = await stage.world.verify();
  return checks.flatMap(({ ok, name, differences: [first] }) =>
    ok ? [] : [`${when}, ${name}: ${first?.subject} expected ${first?.expected}, is ${first?.actual}`],
  );
}

/** What every start does with what a dead process left behind. */
async function restart(stage: Stage): Promise<void> {
  const { world } = stage;
  const deadOwnersBefore = new Date(world.clock.now().getTime() + 1);
  const input = { deadOwnersBefore, embedded: world.db.mode === 'embedded' };
  await sweepRuns({ ctx: world.system(), input });
  await sweepHolds({ ctx: world.system(), input });
}

/**
 * Judges what is there after a kill: the ledger at once, after the sweep, and after the client has asked again under the
 * same key, twice.
 */
export async function checkAfter(stage: Stage, scenario: Scenario, facts: Facts): Promise<Findings> {
  const complaints = await ledgerOf(stage, 'after the kill');
  const state = await scenario.state(stage, facts);
  await restart(stage);
  complaints.push(...(await ledgerOf(stage, 'after the sweep')));
  const userId = fact(facts, 'userId');
  const credits = () => getCredits({ ctx: stage.ctxOf(userId), input: {} });
  const { held } = await credits();
  if (held !== 0) complaints.push(`${held} credits are still held after the sweep`);
  complaints.push(...((await scenario.settled?.(stage, facts)) ?? []));
  await scenario.repeat(stage, facts);
  complaints.push(...(await scenario.judge(stage, facts)));
  const once = await credits();
  await scenario.repeat(stage, facts);
  const twice = await credits();
  if (once.available !== twice.available) complaints.push(`asked twice: ${once.available}, then ${twice.available}`);
  complaints.push(...(await ledgerOf(stage, 'after the repeat')));
  return { state, complaints };
}
