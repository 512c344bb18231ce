// `npm run bench [-- --quick]`: the hub pinned to one core, load and providers on the other. Writes a section of BENCH.md.
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startHub, type Hub, type HubOptions } from '../../tests/support/built-hub';
import { createServerDatabase } from '../../tests/support/server-template';
import { toMarkdown, writeSection } from '../report/write-section';
import { startServers } from '../setup/servers.mjs';
import { startProvider } from './local-provider';
import { runLoad } from './load';
import { peakDuring, residentMb } from './memory';
import { weighPage } from './page-weight';
import { gather } from './people';
import { startPortkey } from './portkey';
import { countRoundTrips } from './round-trips';
import { hubContestants, interleave } from './throughput';

const HUB_CORE = 0;
const LOAD_CORE = 1;
const CONNECTIONS = 16;
const quick = process.argv.includes('--quick');
const SECONDS = quick ? 2 : 10;

const rows: string[][] = [];
const note = (what: string, value: string) => {
  rows.push([what, value]);
  console.log(`${what}: ${value}`);
};

const pinned = (options: HubOptions): Promise<Hub> =>
  startHub({ ...options, prefix: ['taskset', '-c', String(HUB_CORE)] });

async function startTimes(): Promise<void> {
  const timed = async (dataDir?: string) => {
    const from = performance.now();
    const hub = await startHub({ dataDir });
    const seconds = (performance.now() - from) / 1_000;
    await hub.stop();
    return { seconds, dataDir: hub.dataDir };
  };
  const cold = await timed();
  const warm = await timed(cold.dataDir);
  note('start on an empty data directory, embedded, both cores', `${cold.seconds.toFixed(1)} s`);
  note('second start, embedded, both cores', `${warm.seconds.toFixed(1)} s`);
}

async function weights(hub: Hub): Promise<void> {
  for (const path of ['/', '/tool/text-generation']) {
    const { scriptKb, styleKb } = await weighPage(hub.url, path);
    note(`script and styles of ${path}, gzipped`, `${scriptKb} kB and ${styleKb} kB`);
  }
}

async function roundTrips(databaseUrl: string, env: Record<string, string>): Promise<void> {
  const proxy = await countRoundTrips(databaseUrl);
  const hub = await startHub({ env: { ...env, DATABASE_URL: proxy.url } });
  const people = await gather(hub, 1);
  const client = people.clients[0];
  const per = async (runs: number, prompt: (index: number) => string) => {
    proxy.reset();
    for (let index = 0; index < runs; index++)
      await client?.run({ toolId: 'text-generation', input: { prompt: prompt(index) } });
    return (proxy.count() / runs).toFixed(1);
  };
  note('database round trips of an uncached run', await per(200, (index) => `Counted ${index}`));
  note('database round trips of a run from the cache', await per(200, () => 'Counted 0'));
  await hub.stop();
  proxy.close();
}

async function throughput(
  name: string,
  env: Record<string, string>,
  providerUrl: string,
  withPortkey: boolean,
): Promise<void> {
  const hub = await pinned({ env });
  await sleep(3_000);
  note(`${name}: memory at rest`, `${residentMb(hub.process.pid)} MB`);
  const people = await gather(hub, CONNECTIONS);
  const portkey = withPortkey ? await startPortkey(HUB_CORE, providerUrl) : null;
  const contestants = hubContestants(hub, people);
  if (portkey) contestants.push({ name: 'Portkey, plain', url: portkey.url, shot: portkey.shot });
  for (const { url, shot } of contestants)
    await runLoad(url, CONNECTIONS, SECONDS, (connection, index) => shot(connection, -index - 1));
  const { result, peakMb } = await peakDuring(hub.process.pid, () => interleave(contestants, CONNECTIONS, SECONDS));
  const yardstick = result.get('Portkey, plain')?.perSecond;
  for (const [contestant, { perSecond, p50Ms, p95Ms, errors }] of result) {
    const ratio =
      yardstick && contestant !== 'Portkey, plain' ? `, ${(perSecond / yardstick).toFixed(2)} of Portkey` : '';
    note(
      `${name}: ${contestant}`,
      `${perSecond.toFixed(0)}/s, p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms, ${errors} errors${ratio}`,
    );
  }
  note(`${name}: memory under load`, `${peakMb} MB`);
  if (withPortkey && !portkey) note('Portkey, plain', 'could not be installed here');
  portkey?.stop();
  if (!withPortkey) await weights(hub);
  await hub.stop();
}

spawnSync('taskset', ['-cp', String(LOAD_CORE), String(process.pid)]);
const provider = await startProvider(LOAD_CORE, ['--mode', 'single']);
const env = { OPENAI_API_KEY: 'local', OPENAI_BASE_URL: provider.url };
await startTimes();
await throughput('embedded', env, provider.url, false);
const servers = await startServers();
const database = await createServerDatabase(servers.databaseUrl, 'megicai_bench');
const onServers = { ...env, DATABASE_URL: database.url, REDIS_URL: servers.redisUrl };
await throughput('PostgreSQL and Redis', onServers, provider.url, true);
const counted = await createServerDatabase(servers.databaseUrl, 'megicai_counted');
await roundTrips(counted.url, { ...env, REDIS_URL: servers.redisUrl });
await servers.stop();
provider.stop();
const how = `Hub pinned to one core; load, provider${quick ? ', short rounds' : ''} on the other. ${CONNECTIONS} connections, ${CONNECTIONS} people, warm-up, three interleaved rounds of ${SECONDS} s, the median. PostgreSQL and Redis share both cores.`;
writeSection(
  'bench',
  'One tool run, through the whole credit path',
  `${how}\n\n${toMarkdown({ head: ['what', 'measured'], rows })}`,
);
process.exit(0);
