import { killAll, recordPoints, terminateAll, type KillResult } from '../../tests/support/fault-campaign';
import { eachPlaceOnce, everyKill, isInside, nameOf } from '../../tests/support/fault-plan';
import type { FaultAction, Kill } from '../../tests/support/fault-trace';
import { startServers } from '../setup/servers.mjs';
import { reportFaultPoints, type Recorded, type Round } from './fault-points-report';

/** Every point of every scenario, instead of each place of a stored function in one scenario: half an hour more. */
const everywhere = process.env.FAULT_POINTS === 'everywhere';

function choose(recorded: Recorded, action: FaultAction): Kill[] {
  const kills = everyKill(recorded.recordings, action);
  return everywhere ? kills : eachPlaceOnce(kills);
}

type Killer = typeof killAll;

/** Says what it does meanwhile: a failure at once, and every hundredth kill. */
async function round(how: string, kills: readonly Kill[], killer: Killer, server?: string): Promise<Round> {
  const began = performance.now();
  const elapsed = () => Math.round((performance.now() - began) / 1000);
  let count = 0;
  const onResult = ({ kill, complaints }: KillResult) => {
    if (++count % 100 === 0 || count === kills.length)
      console.error(`${how}: ${count} of ${kills.length} in ${elapsed()} s`);
    if (complaints.length > 0) console.error(`FAILED ${kill.scenario}, ${nameOf(kill)}: ${complaints.join('; ')}`);
  };
  const results = await killer(kills, { server, onResult });
  const seconds = elapsed();
  return { how, kills: kills.length, results, seconds };
}

async function onEmbedded(): Promise<{ recorded: Recorded; rounds: Round[] }> {
  const recorded = await recordPoints(undefined);
  const kills = choose(recorded, 'rollback');
  return { recorded, rounds: [await round('embedded: process killed', kills, killAll)] };
}

async function onServer(server: string): Promise<{ recorded: Recorded; rounds: Round[] }> {
  const recorded = await recordPoints(server);
  const undone = choose(recorded, 'rollback');
  const done = choose(recorded, 'commit').filter(isInside);
  const ended = everyKill(recorded.recordings, 'terminate').filter(isInside);
  const rounds = [
    await round('PostgreSQL: process killed, its statement undone', undone, killAll, server),
    await round('PostgreSQL: process killed, its statement goes on', done, killAll, server),
    await round('PostgreSQL: connection ended, the process lives', ended, terminateAll, server),
  ];
  return { recorded, rounds };
}

/** `kill -9` at every await and before every statement of everything that moves credits, on both databases. */
export async function proveFaultPoints(): Promise<string> {
  const embedded = await onEmbedded();
  const servers = await startServers();
  try {
    const onPostgres = await onServer(servers.databaseUrl);
    const { text, failures } = reportFaultPoints(embedded.recorded, [...embedded.rounds, ...onPostgres.rounds]);
    if (failures > 0) process.exitCode = 1;
    return text;
  } finally {
    await servers.stop();
  }
}
