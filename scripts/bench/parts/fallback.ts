import { asCompatible } from '../grounds';
import type { Hub } from '../../../tests/support/built-hub';
import { Line } from '../line';
import { atLeast, noPortkey, type Bench, type Part } from '../part';
import { gather, type People } from '../people';
import { startPortkey } from '../portkey';
import { compare, describe, interleave, type Contestant } from '../throughput';

const CONNECTIONS = 16;
const SAMPLE = 40;

/** Of some more runs, how many met a failing call: what the rounds measured is what they are said to be. */
async function failuresMet(hub: Hub, people: People): Promise<string> {
  const line = new Line(new URL(hub.url));
  let met = 0;
  for (let index = 0; index < SAMPLE; index++) {
    const { text } = await line.send(people.fresh(0, -1 - index), { keep: true });
    if (text.includes('"outcome":"server_error"')) met++;
  }
  line.close();
  return `${met} of ${SAMPLE} runs`;
}

async function run(bench: Bench): Promise<void> {
  const { note, grounds } = bench;
  const { url } = grounds.provider;
  const second = url('single');
  const open = async (first: string) => {
    const hub = await grounds.hub(asCompatible({ first, second }));
    return { hub, people: await gather(hub, CONNECTIONS) };
  };
  const sides = {
    'first fails every second time': await open(url('fails-every-second')),
    'first always fails, breaker open': await open(url('fails')),
    'no failure': await open(second),
  };
  const contestants: Contestant[] = Object.entries(sides).map(([name, { hub, people }]) => ({
    name,
    url: hub.url,
    pid: hub.process.pid,
    shot: people.fresh,
  }));
  const portkey = await startPortkey();
  if (portkey) {
    for (const mode of ['fails-every-second', 'fails'] as const) {
      const shot = portkey.fallback(url(mode), second);
      contestants.push({ name: `Portkey: ${mode}`, url: portkey.url, pid: portkey.pid, shot });
    }
  } else note(noPortkey);
  const result = await interleave(bench, contestants, CONNECTIONS);
  for (const [name, standing] of result) note({ what: name, measured: describe(standing) });
  for (const [name, { hub, people }] of Object.entries(sides)) {
    note({ what: `met a failing call: ${name}`, measured: await failuresMet(hub, people) });
  }
  const ratio = (what: string, ours: string, theirs: string, reach?: number) => {
    const [one, other] = [result.get(ours), result.get(theirs)];
    if (!one || !other) return;
    const { ratio: value, words } = compare(one, other);
    note({ what, measured: words, ...(reach === undefined ? {} : atLeast(value, reach)) });
  };
  const opened = 'first always fails, breaker open';
  ratio('fallback against Portkey’s', 'first fails every second time', 'Portkey: fails-every-second', 0.4);
  ratio('after the breaker opened against no failure', opened, 'no failure', 0.95);
  ratio('after the breaker opened against Portkey, which asks the failing one each time', opened, 'Portkey: fails');
  portkey?.stop();
  for (const { hub } of Object.values(sides)) await hub.stop();
}

export const fallback: Part = {
  id: 'p3',
  title: 'P3: a first provider that fails',
  method: () =>
    `Full uncached runs, ${CONNECTIONS} connections, two providers of one model each. The first answers 500 to every second call, so that there are never five failures in a row and the breaker stays closed: half of the runs pay for a failed call, and so do half of Portkey’s (strategy fallback, the same two targets). Then a first provider that always fails, behind its open breaker (probes included), against a hub whose first provider is well.`,
  run,
};
