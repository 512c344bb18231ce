// `npm run prove -- <name>`: the full, long form of a proof; its table goes into BENCH.md.
import { parseArgs } from 'node:util';
import { toMarkdown, writeSection, type Table } from '../report/write-section';
import { proveAds } from './ads';
import { proveBatch } from './batch';
import { proveFaultPoints } from './fault-points';
import { proveFaults } from './faults';
import { proveFirstText } from './first-text';
import { proveHistory } from './history';
import { proveKill } from './kill';
import { proveParallel } from './parallel';
import { proveRefund } from './refund';
import { proveStorm } from './storm';
import { proveTools } from './tools';

const PROOFS: Record<string, { title: string; prove: (options: { seed?: number }) => Promise<Table | string> }> = {
  parallel: { title: 'Parallel runs on credits for ten', prove: proveParallel },
  ads: { title: 'A thousand open ad sessions', prove: proveAds },
  batch: { title: 'A batch of 500 rows, killed three times', prove: proveBatch },
  kill: { title: 'Killed in mid-run', prove: proveKill },
  'first-text': { title: 'The first text on the screen', prove: proveFirstText },
  'fault-points': { title: 'Killed at every fault point', prove: proveFaultPoints },
  faults: { title: 'A first provider that fails', prove: proveFaults },
  history: { title: 'A history of ten thousand runs', prove: proveHistory },
  refund: { title: 'From a failure to its refund', prove: proveRefund },
  tools: { title: 'Every tool in Chromium, from an empty form to the download', prove: proveTools },
  storm: { title: 'A storm of commands under faults', prove: proveStorm },
};

const { positionals: names, values } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
const seed = values.seed === undefined ? undefined : Number(values.seed);
const unknown = names.filter((name) => !(name in PROOFS));
if (names.length === 0 || unknown.length > 0) {
  console.error(`Usage: npm run prove -- <${Object.keys(PROOFS).join(' | ')}>`);
  process.exit(1);
}
for (const name of names) {
  const proof = PROOFS[name];
  if (!proof) continue;
  const shown = await proof.prove({ seed });
  writeSection(`prove-${name}`, proof.title, typeof shown === 'string' ? shown : toMarkdown(shown));
}
// A proof that failed has said so.
process.exit();
