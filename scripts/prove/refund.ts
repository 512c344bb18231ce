import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, asOperator } from '../../tests/support/api-client';
import { startOpenAiWireServer, type WireServer, type WireStep } from '../../tests/support/openai-wire-server';
import type { Table } from '../report/write-section';
import { verifyLedgerOf } from './verify';
import { onBothDatabases, type World } from './worlds';

const ROUNDS = 20;
const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 10_000;

const FAILURES: [name: string, step: WireStep][] = [
  ['answers 500', { do: 'status', status: 500 }],
  ['cuts before the first content', { do: 'cut', after: 0 }],
  ['cuts after content', { do: 'cut', after: 3 }],
  ['answers with nothing', { do: 'empty' }],
];

interface Seen {
  /** From the end of the provider's last answer to the first look that saw all credits back. */
  ms: number;
  reason: string;
}

/** Looks at the balance all the time, as somebody would who waits for their credits. */
async function watchRefund(hubUrl: string, provider: WireServer, round: number): Promise<Seen> {
  const client = new ApiClient(hubUrl);
  await client.register();
  const asked = provider.requests.length;
  const run = client.run({ toolId: 'text-generation', input: { prompt: 'Will fail.' }, provider: `server-${round}` });
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const { body } = await client.call<{ available: number; held: number }>('GET', '/api/credits');
    const seenAt = Date.now();
    const ends = provider.requests.slice(asked).map((request) => request.endedAt);
    const endedAt = Math.max(...ends.map((end) => end ?? Number.NaN));
    if (body.available === 5 && body.held === 0 && endedAt > 0) {
      const answer = await run;
      const credits = (answer.body as { run?: { credits?: { reason?: string } } }).run?.credits;
      return { ms: Math.max(0, seenAt - endedAt), reason: credits?.reason ?? 'none' };
    }
    await sleep(LOOK_EVERY_MS);
  }
  await run;
  return { ms: PATIENCE_MS, reason: 'not seen' };
}

async function watchAll(world: World): Promise<string[][]> {
  const rows: string[][] = [];
  for (const [name, step] of FAILURES) {
    const provider = await startOpenAiWireServer({ defaultStep: step });
    // Many names for one server: each round has a breaker of its own, and no fallback.
    const servers = Array.from({ length: ROUNDS }, (_, round) => {
      return { id: `server-${round}`, label: `Server ${round}`, baseUrl: provider.url, models: ['local'] };
    });
    const hub = await world.start({ OPENAI_COMPATIBLE_SERVERS: JSON.stringify(servers) });
    const operator = await asOperator(hub.url, hub.operator);
    await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false }, runs: { maxAttempts: 1 } });
    const seen: Seen[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      seen.push(await watchRefund(hub.url, provider, round));
    }
    await hub.stop();
    await provider.close();
    const sorted = seen.map(({ ms }) => ms).sort((a, b) => a - b);
    const reasons = [...new Set(seen.map(({ reason }) => reason))].join(', ');
    const [median, slowest] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0];
    rows.push([world.name, name, `${median} ms`, `${slowest} ms`, reasons, verifyLedgerOf(world, hub)]);
  }
  return rows;
}

/** The only provider fails: how long until the person who paid sees the credits again. */
export async function proveRefund(): Promise<Table> {
  const head = [
    'database',
    'the only provider',
    `credits back, median of ${ROUNDS}`,
    'slowest',
    'reason',
    'ledger:verify',
  ];
  return { head, rows: (await onBothDatabases(watchAll)).flat() };
}
