import { performance } from 'node:perf_hooks';
import { startHub, type Hub } from '../../../tests/support/built-hub';
import { HUB_CORE, onCore } from '../cores';
import { asOpenAi } from '../grounds';
import { peakDuring, residentMb } from '../memory';
import { weighPage } from '../page-weight';
import type { Bench, Part } from '../part';
import { gather } from '../people';
import { countRoundTrips } from '../round-trips';
import { describe, interleave } from '../throughput';

const CONNECTIONS = 16;

async function startTimes({ note }: Bench): Promise<void> {
  const timed = async (dataDir?: string) => {
    const from = performance.now();
    const hub = await startHub({ dataDir, prefix: onCore(HUB_CORE) });
    const seconds = (performance.now() - from) / 1_000;
    await hub.stop();
    return { seconds, dataDir: hub.dataDir };
  };
  const cold = await timed();
  const warm = await timed(cold.dataDir);
  note({ what: 'start on an empty data directory, embedded, one core', measured: `${cold.seconds.toFixed(1)} s` });
  note({ what: 'second start, embedded, one core', measured: `${warm.seconds.toFixed(1)} s` });
}

async function weights(hub: Hub, { note }: Bench): Promise<void> {
  for (const path of ['/', '/tool/text-generation']) {
    const { scriptKb, styleKb } = await weighPage(hub.url, path);
    note({ what: `script and styles of ${path}, gzipped`, measured: `${scriptKb} kB and ${styleKb} kB` });
  }
}

async function embedded(bench: Bench): Promise<void> {
  const { note, grounds } = bench;
  const hub = await startHub({ env: asOpenAi(grounds.provider.url('single')), prefix: onCore(HUB_CORE) });
  note({ what: 'embedded: memory at rest', measured: `${residentMb(hub.process.pid)} MB` });
  const people = await gather(hub, CONNECTIONS);
  const { url, process } = hub;
  const contestants = [
    { name: 'full run, uncached', url, pid: process.pid, shot: people.fresh },
    { name: 'run from the cache', url, pid: process.pid, shot: people.repeated },
  ];
  const { result, peakMb } = await peakDuring(process.pid, () => interleave(bench, contestants, CONNECTIONS));
  for (const [name, standing] of result) note({ what: `embedded: ${name}`, measured: describe(standing) });
  note({ what: 'embedded: memory under load', measured: `${peakMb} MB` });
  await weights(hub, bench);
  await hub.stop();
}

async function roundTrips({ note, grounds }: Bench): Promise<void> {
  const { DATABASE_URL } = await grounds.database();
  const proxy = await countRoundTrips(DATABASE_URL);
  const hub = await grounds.hub({ ...asOpenAi(grounds.provider.url('single')), DATABASE_URL: proxy.url });
  const [client] = (await gather(hub, 1)).clients;
  const per = async (runs: number, prompt: (index: number) => string) => {
    proxy.reset();
    for (let index = 0; index < runs; index++)
      await client?.run({ toolId: 'text-generation', input: { prompt: prompt(index) } });
    return (proxy.count() / runs).toFixed(1);
  };
  note({ what: 'database round trips of an uncached run', measured: await per(200, (index) => `Counted ${index}`) });
  note({ what: 'database round trips of a run from the cache', measured: await per(200, () => 'Counted 0') });
  await hub.stop();
  proxy.close();
}

export const basics: Part = {
  id: 'basics',
  title: 'One tool run, through the whole credit path',
  method: () =>
    `Embedded: PGlite and everything else in one process on one core, ${CONNECTIONS} connections, ${CONNECTIONS} people.`,
  async run(bench) {
    await startTimes(bench);
    await embedded(bench);
    await roundTrips(bench);
  },
};
