import { setTimeout as sleep } from 'node:timers/promises';
import type { Hub } from '../../../tests/support/built-hub';
import { usageDuring } from '../cpu';
import { asOpenAi } from '../grounds';
import { Line } from '../line';
import { percentile, sorted } from '../load';
import { peakDuring } from '../memory';
import { atMost, type Bench, type Part } from '../part';
import { gather, type People } from '../people';

const IN_FLIGHT = 1_000;
const PEOPLE = 100;
const POOL = 20;
const PROVIDER_MS = 5_000;
const PAGES = ['/', '/tool/text-generation', '/credits'];
/** One page of some kind this often: people who look round, not a load of its own. */
const PAGE_EVERY_MS = 100;
const PAGE_LINES = 8;

/** Asks for pages for so long; the times of each in ms, and the answers that were not good. */
async function browse(hub: Hub, people: People, seconds: number) {
  const times = new Map(PAGES.map((page) => [page, [] as number[]]));
  let errors = 0;
  const idle = Array.from({ length: PAGE_LINES }, () => new Line(new URL(hub.url)));
  const look = async (page: string, number: number) => {
    const from = performance.now();
    const line = idle.pop() ?? new Line(new URL(hub.url));
    const { status } = await line.send(people.page(number, page));
    idle.push(line);
    if (status === 200) times.get(page)?.push(performance.now() - from);
    else errors++;
  };
  const looks: Promise<void>[] = [];
  const turns = (seconds * 1_000) / PAGE_EVERY_MS;
  for (let number = 0; number < turns; number++) {
    looks.push(look(PAGES[number % PAGES.length] ?? '/', number));
    await sleep(PAGE_EVERY_MS);
  }
  await Promise.all(looks);
  for (const line of idle) line.close();
  return { p95: new Map([...times].map(([page, all]) => [page, percentile(sorted(all), 0.95)])), errors };
}

/** Keeps the runs in flight until told to end; every second one is streamed. */
function keepInFlight(hub: Hub, people: People, from: number) {
  let ending = false;
  const tally = { good: 0, errors: 0, first: '' };
  const worker = async (connection: number) => {
    // Begun evenly over one answer's time, so that they go on ending evenly.
    await sleep((connection * PROVIDER_MS) / IN_FLIGHT);
    const line = new Line(new URL(hub.url));
    for (let number = from; !ending; number++) {
      const shot = (connection % 2 ? people.streamed : people.fresh)(connection, number);
      const { status, text } = await line.send(shot, { keep: true });
      if (status === 200 && text.includes('"status":"succeeded"')) tally.good++;
      else {
        tally.errors++;
        tally.first ||= text.slice(0, 500);
      }
    }
    line.close();
  };
  const workers = Promise.all(Array.from({ length: IN_FLIGHT }, (_, connection) => worker(connection)));
  return {
    async end() {
      ending = true;
      await workers;
      return tally;
    },
  };
}

async function run({ grounds, timing, note }: Bench): Promise<void> {
  const seconds = timing.quick ? 12 : 40;
  const hub = await grounds.hub({ ...asOpenAi(grounds.provider.url('slow')), DATABASE_POOL: String(POOL) });
  const people = await gather(hub, PEOPLE);
  // Both times the pages show as much: people who have run something.
  const earlier = keepInFlight(hub, people, 0);
  await sleep(3 * PROVIDER_MS);
  await earlier.end();
  await browse(hub, people, timing.warmSeconds);
  const before = await browse(hub, people, seconds);
  const runs = keepInFlight(hub, people, 1_000);
  await sleep(PROVIDER_MS + 2_000);
  await grounds.provider.mostInFlight();
  const { pid } = hub.process;
  const { result, peakMb } = await peakDuring(pid, () => usageDuring({ hub: pid }, () => browse(hub, people, seconds)));
  const { result: during, usage } = result;
  const most = await grounds.provider.mostInFlight();
  const { good, errors, first } = await runs.end();
  if (first) console.log(`  the first answer that was not good: ${first}`);
  note({ what: 'most calls in flight at the provider', measured: String(most) });
  note({ what: `runs that ended well; errors`, measured: `${good}; ${errors}`, ...atMost(errors, 0) });
  note({ what: 'pages that were not answered with 200', measured: `${before.errors} idle, ${during.errors} during` });
  for (const page of PAGES) {
    const [idle = NaN, loaded = NaN] = [before.p95.get(page), during.p95.get(page)];
    note({
      what: `${page}, p95 idle and during`,
      measured: `${idle.toFixed(1)} ms, ${loaded.toFixed(1)} ms: ${(loaded / idle).toFixed(2)} times`,
      ...atMost(loaded / idle, 3),
    });
  }
  const busy = [(usage.ms.hub ?? 0) / usage.elapsedMs, ...usage.cores].map((share) => `${(share * 100).toFixed(0)} %`);
  note({ what: 'the hub’s processor time; its core and the load’s core busy', measured: busy.join('; ') });
  note({ what: 'memory during it', measured: `${peakMb} MB` });
  await hub.stop();
}

export const inFlight: Part = {
  id: 'p11',
  title: 'P11: a thousand runs in flight',
  method: ({ quick }) =>
    `${IN_FLIGHT.toLocaleString('en')} connections of ${PEOPLE} people keep a run each in flight, every second one streamed, all uncached, on a provider that takes 5 s; a database pool of ${POOL}. They begin evenly over 5 s; everybody has run about 30 before. Meanwhile somebody signed in opens one of the pages every ${PAGE_EVERY_MS} ms for ${quick ? 12 : 40} s; the same for as long before, with nothing else to do, is "idle".`,
  run,
};
