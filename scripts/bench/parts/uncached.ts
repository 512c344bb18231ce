import { asOpenAi } from '../grounds';
import { peakDuring, residentMb } from '../memory';
import { atLeast, noPortkey, type Bench, type Part } from '../part';
import { gather } from '../people';
import { startPortkey } from '../portkey';
import { compare, describe, interleave, type Contestant } from '../throughput';

const REACH = [
  { connections: 16, reach: 0.25 },
  { connections: 64, reach: 0.35 },
];
const PEOPLE = 64;

async function run(bench: Bench): Promise<void> {
  const { grounds, note } = bench;
  const providerUrl = grounds.provider.url('single');
  const hub = await grounds.hub(asOpenAi(providerUrl));
  note({ what: 'memory at rest', measured: `${residentMb(hub.process.pid)} MB` });
  const people = await gather(hub, PEOPLE);
  const portkey = await startPortkey();
  if (!portkey) note(noPortkey);
  for (const { connections, reach } of REACH) {
    const contestants: Contestant[] = [{ name: 'full run', url: hub.url, pid: hub.process.pid, shot: people.fresh }];
    if (portkey) {
      contestants.push({ name: 'Portkey', url: portkey.url, pid: portkey.pid, shot: portkey.plain(providerUrl) });
    }
    const { result, peakMb } = await peakDuring(hub.process.pid, () => interleave(bench, contestants, connections));
    const [ours, theirs] = [result.get('full run'), result.get('Portkey')];
    if (ours) note({ what: `full run, ${connections} connections`, measured: describe(ours) });
    if (theirs) note({ what: `Portkey, plain, ${connections} connections`, measured: describe(theirs) });
    if (ours && theirs) {
      const { ratio, words } = compare(ours, theirs);
      note({ what: `full run against Portkey, ${connections} connections`, measured: words, ...atLeast(ratio, reach) });
    }
    note({ what: `memory under load, ${connections} connections`, measured: `${peakMb} MB` });
  }
  portkey?.stop();
  await hub.stop();
}

export const uncached: Part = {
  id: 'p1',
  title: 'P1: a full uncached run',
  method: () =>
    'Session, limits, cache miss, hold, call of the model, capture, stored result, against the gateway passing the same kind of call on to the same provider. Every request has a prompt of its own. The hub asks for a stream (it always does), Portkey for a whole answer, its cheapest way.',
  run,
};
