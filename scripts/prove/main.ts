// `npm run prove -- <name>`: the full, long form of a proof; its table goes into BENCH.md.
import { toMarkdown, writeSection, type Table } from '../report/write-section';
import { proveFaults } from './faults';
import { proveFirstText } from './first-text';
import { proveKill } from './kill';
import { proveParallel } from './parallel';
import { proveRefund } from './refund';

const PROOFS: Record<string, { title: string; prove: () => Promise<Table> }> = {
  parallel: { title: 'Parallel runs on credits for ten', prove: proveParallel },
  kill: { title: 'Killed in mid-run', prove: proveKill },
  'first-text': { title: 'The first text on the screen', prove: proveFirstText },
  faults: { title: 'A first provider that fails', prove: proveFaults },
  refund: { title: 'From a failure to its refund', prove: proveRefund },
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in PROOFS));
if (names.length === 0 || unknown.length > 0) {
  console.error(`Usage: npm run prove -- <${Object.keys(PROOFS).join(' | ')}>`);
  process.exit(1);
}
for (const name of names) {
  const proof = PROOFS[name];
  if (proof) writeSection(`prove-${name}`, proof.title, toMarkdown(await proof.prove()));
}
process.exit(0);
