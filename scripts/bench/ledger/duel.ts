import { CONNECTIONS, type Ground } from './grounds';
import { pgbench, reserveAndSettle } from './pgbench';
import { CALLER_CORE, DATABASE_CORE, EVERY_CORE, placeCaller, placeServer } from './pin';
import { interleave, type Contestant } from './rounds';
import { usesPerSecond } from './verbs';

const ours = (ground: Ground) => `${ground.name}: verbs`;
const bare = (ground: Ground) => `${ground.name}: pgbench`;

function contestants(ground: Ground): Contestant[] {
  const script = reserveAndSettle(ground.users);
  return [
    { name: bare(ground), run: (seconds) => pgbench(ground.url, { script, clients: CONNECTIONS, seconds }) },
    { name: ours(ground), run: (seconds) => usesPerSecond(ground.db, ground.users, CONNECTIONS, seconds) },
  ];
}

/** Rows: who and what, pgbench, the verbs, their ratio, and both against the same people on an empty ledger. */
function rowsOf(grounds: readonly Ground[], result: ReadonlyMap<string, number>, place: string): string[][] {
  const of = (name: string) => result.get(name) ?? Number.NaN;
  return grounds.map((ground) => {
    const empty = grounds.find(({ users }) => users === ground.users) ?? ground;
    const against = (name: (ground: Ground) => string) => (of(name(ground)) / of(name(empty))).toFixed(2);
    return [
      ground.name,
      place,
      `${of(bare(ground)).toFixed(0)}/s`,
      `${of(ours(ground)).toFixed(0)}/s`,
      (of(ours(ground)) / of(bare(ground))).toFixed(2),
      ground === empty ? '' : `${against(bare)} and ${against(ours)}`,
    ];
  });
}

export const DUEL_HEAD = [
  'reserve + settle',
  'cores',
  'pgbench',
  'our verbs',
  'ratio',
  'full against empty: pgbench and verbs',
];

/** P6: our verbs against pgbench, with a core for the server and one for the caller; the first ground on shared cores too. */
export async function duel(grounds: readonly Ground[], seconds: number): Promise<string[][]> {
  const [first] = grounds;
  if (!first) return [];
  const pinned = async (server: string, caller: string) => {
    placeCaller(caller);
    await placeServer(first.db, server);
  };
  await pinned(String(DATABASE_CORE), String(CALLER_CORE));
  const apart = await interleave(grounds.flatMap(contestants), seconds);
  await pinned(EVERY_CORE, EVERY_CORE);
  const together = await interleave(contestants(first), seconds);
  return [...rowsOf(grounds, apart, 'one each'), ...rowsOf([first], together, 'shared')];
}
