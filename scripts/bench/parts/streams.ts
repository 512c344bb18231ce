import { setTimeout as sleep } from 'node:timers/promises';
import { usageDuring } from '../cpu';
import { asCompatible } from '../grounds';
import { Line, type Shot } from '../line';
import { median } from '../load';
import type { ProviderMode } from '../local-provider';
import { atMost, noPortkey, type Bench, type Part } from '../part';
import { gather } from '../people';
import { startPortkey } from '../portkey';
import { startBareProxy } from '../start-bare-proxy';

const STREAMS = 64;
const LENGTHS = [
  { id: 'long', mode: 'paced-300-20', tokens: 300 },
  { id: 'short', mode: 'paced-50-20', tokens: 50 },
] as const satisfies { id: string; mode: ProviderMode; tokens: number }[];
const REACH_MS = 0.2;
/** They begin evenly over so long: together they would also tick together, and be read in fewer, larger pieces. */
const BEGIN_MS = 1_000;

interface Side {
  name: string;
  pid: number | undefined;
  lines: Line[];
  shot(length: (typeof LENGTHS)[number], connection: number, number: number): Shot;
}

let waves = 0;

/** All streams, to their ends. Processor time per token, and how many streams were not whole. */
async function wave({ pid, lines, shot }: Side, length: (typeof LENGTHS)[number]) {
  const number = ++waves;
  const { result, usage } = await usageDuring({ side: pid }, () =>
    Promise.all(
      lines.map(async (line, connection) => {
        await sleep((connection * BEGIN_MS) / STREAMS);
        return line.send(shot(length, connection, number), { keep: true });
      }),
    ),
  );
  // Idle connections are closed by their servers after some seconds, perhaps just when the next wave begins.
  for (const line of lines) line.close();
  const broken = result.filter(({ status, text }) => status !== 200 || !text.includes('data: [DONE]')).length;
  return {
    perTokenMs: (usage.ms.side ?? 0) / (STREAMS * length.tokens),
    broken,
    loadCore: usage.cores[1] ?? 0,
    seconds: usage.elapsedMs / 1_000,
  };
}

async function prepareSides({ grounds, note }: Bench) {
  const { url } = grounds.provider;
  const hub = await grounds.hub(asCompatible(Object.fromEntries(LENGTHS.map(({ id, mode }) => [id, url(mode)]))));
  const people = await gather(hub, STREAMS);
  const bare = await startBareProxy(url('single'));
  const portkey = await startPortkey();
  const linesTo = (address: string) => Array.from({ length: STREAMS }, () => new Line(new URL(address)));
  const straight = (mode: ProviderMode): Shot => ({
    path: `/${mode}/v1/chat/completions`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'bench', messages: [{ role: 'user', content: 'Say' }], stream: true }),
  });
  const sides: Side[] = [
    {
      name: 'hub',
      pid: hub.process.pid,
      lines: linesTo(hub.url),
      shot: ({ id }, ...where) => people.streamed(...where, id),
    },
    { name: 'bare Node', pid: bare.pid, lines: linesTo(bare.url), shot: ({ mode }) => straight(mode) },
  ];
  if (portkey) {
    const { pid, plain } = portkey;
    const lines = linesTo(portkey.url);
    sides.push({ name: 'Portkey', pid, lines, shot: ({ mode }, ...where) => plain(url(mode), true)(...where) });
  } else note(noPortkey);
  const stop = async () => {
    bare.stop();
    portkey?.stop();
    await hub.stop();
  };
  return { sides, stop };
}

async function run(bench: Bench): Promise<void> {
  const { sides, stop } = await prepareSides(bench);
  for (const length of LENGTHS) {
    for (const side of sides) await wave(side, length);
    const results = new Map(sides.map(({ name }) => [name, [] as Awaited<ReturnType<typeof wave>>[]]));
    for (let round = 0; round < bench.timing.rounds; round++) {
      for (const side of sides) results.get(side.name)?.push(await wave(side, length));
    }
    for (const [name, all] of results) {
      const perToken = median(all.map(({ perTokenMs }) => perTokenMs));
      const broken = all.reduce((sum, one) => sum + one.broken, 0);
      const busy = (median(all.map(({ loadCore }) => loadCore)) * 100).toFixed(0);
      const seconds = median(all.map((one) => one.seconds)).toFixed(1);
      const best = ((BEGIN_MS + length.tokens * 20) / 1_000).toFixed(1);
      bench.note({
        what: `${name}, ${length.tokens} tokens`,
        measured: `${perToken.toFixed(3)} ms a token, ${broken} streams broken; in ${seconds} s, at best ${best}; the load's core ${busy} % busy`,
        ...(name === 'hub' ? atMost(perToken, REACH_MS, ' ms') : {}),
      });
    }
  }
  await stop();
}

export const streams: Part = {
  id: 'p5',
  title: 'P5: processor time per streamed token',
  method: ({ rounds }) =>
    `${STREAMS} streams at once, one token every 20 ms, begun evenly over ${BEGIN_MS / 1_000} s; a wave of each that does not count, then ${rounds} in turns, the median. Counted is all processor time of the process, user and system, all its threads (/proc/<pid>/stat), from the first request to the last end, divided by the tokens the provider sent. Nothing is subtracted: the hub's number holds its whole runs with session, hold, capture and partial saves, the others' only their passing on.`,
  run,
};
