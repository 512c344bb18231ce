import { asOpenAi } from '../grounds';
import { atLeast, noPortkey, type Bench, type Part } from '../part';
import { gather } from '../people';
import { startPortkey } from '../portkey';
import { compare, describe, interleave, type Contestant } from '../throughput';

const CONNECTIONS = 16;

async function run(bench: Bench): Promise<void> {
  const { grounds, note } = bench;
  const providerUrl = grounds.provider.url('single');
  const hub = await grounds.hub(asOpenAi(providerUrl));
  const people = await gather(hub, CONNECTIONS);
  const portkey = await startPortkey();
  if (!portkey) note(noPortkey);
  // The warm-up leaves the answers that everything after it is given.
  const contestants: Contestant[] = [{ name: 'cached', url: hub.url, pid: hub.process.pid, shot: people.repeated }];
  if (portkey) {
    contestants.push({ name: 'Portkey', url: portkey.url, pid: portkey.pid, shot: portkey.plain(providerUrl) });
  }
  const result = await interleave(bench, contestants, CONNECTIONS);
  const [ours, theirs] = [result.get('cached'), result.get('Portkey')];
  if (ours) note({ what: `run from the cache, ${CONNECTIONS} connections`, measured: describe(ours) });
  if (theirs) note({ what: `Portkey, plain, ${CONNECTIONS} connections`, measured: describe(theirs) });
  if (ours && theirs) {
    const { ratio, words } = compare(ours, theirs);
    note({ what: 'run from the cache against Portkey', measured: words, ...atLeast(ratio, 0.4) });
  }
  portkey?.stop();
  await hub.stop();
}

export const cached: Part = {
  id: 'p2',
  title: 'P2: a run answered from the cache',
  method: () =>
    'Every person repeats a question of their own: session, limits, look-up, receipt and stored run as always, but no call of a model. Portkey, without a cache, passes its calls on.',
  run,
};
