import { AD_CLAIMS } from './fault-ad-scenario';
import { CARELESS } from './fault-careless';
import { LEDGER_SCENARIOS } from './fault-ledger-scenarios';
import { RUN_SCENARIOS } from './fault-run-scenarios';
import type { Scenario } from './fault-scenario';

export const SCENARIOS: readonly Scenario[] = [...RUN_SCENARIOS, ...LEDGER_SCENARIOS, ...AD_CLAIMS];

export function scenarioOf(name: string): Scenario {
  const found = [...SCENARIOS, CARELESS].find((scenario) => scenario.name === name);
  if (!found) throw new Error(`there is no scenario "${name}"`);
  return found;
}
