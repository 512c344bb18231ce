import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, asOperator } from '../../tests/support/api-client';
import { startOpenAiWireServer } from '../../tests/support/openai-wire-server';
import type { Table } from '../report/write-section';
import { verifyLedgerOf } from './verify';
import { onBothDatabases, type World } from './worlds';

const ROUNDS = 10;
const IN_FLIGHT = 8;
/** Welcome credits and the operator's gift. */
const CREDITS = 100;

interface Runs {
  items: { status: string; credits: { charged: number } }[];
}

async function settled(client: ApiClient): Promise<Runs['items']> {
  for (let attempt = 0; attempt < 180; attempt++) {
    const { body } = await client.call<Runs>('GET', '/api/runs?limit=50');
    if (body.items.length > 0 && body.items.every((run) => run.status !== 'running')) return body.items;
    await sleep(500);
  }
  return [];
}

async function killOften(world: World): Promise<string[]> {
  const pieces = Array.from({ length: 40 }, (_, index) => ` word${index}`);
  const provider = await startOpenAiWireServer({ defaultStep: { do: 'ok', pieces, delayMs: 20 } });
  const env = { OPENAI_API_KEY: 'local', OPENAI_BASE_URL: provider.url };
  let hub = await world.start(env);
  let returned = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const client = new ApiClient(hub.url);
    const { id, email } = await client.register();
    const operator = await asOperator(hub.url, hub.operator);
    await operator.call(
      'POST',
      '/api/admin/update-credits',
      { userId: id, amount: CREDITS - 5, reason: 'proof' },
      { 'idempotency-key': id },
    );
    for (let index = 0; index < IN_FLIGHT; index++) {
      void client
        .run({ toolId: 'text-generation', input: { prompt: `Kill ${round}.${index}` } })
        .catch(() => undefined);
    }
    // Another moment of the runs' lives each time, from their first round trip to their last.
    await sleep(40 + round * 100);
    await hub.stop('SIGKILL');
    hub = await world.start(env, hub.dataDir);
    const again = new ApiClient(hub.url);
    await again.signIn(email, 'a long enough password');
    const charged = (await settled(again)).reduce((sum, run) => sum + run.credits.charged, 0);
    const { body } = await again.call<{ available: number; held: number }>('GET', '/api/credits');
    if (body.held === 0 && body.available === CREDITS - charged) returned++;
  }
  await hub.stop();
  await provider.close();
  return [world.name, `${returned} of ${ROUNDS}`, verifyLedgerOf(world, hub)];
}

/** `kill -9` at ten moments with eight runs in flight, restart, sweep: what was not delivered is back. */
export async function proveKill(): Promise<Table> {
  const head = ['database', 'rounds after which balance and receipts agree and nothing is held', 'ledger:verify'];
  return { head, rows: await onBothDatabases(killOften) };
}
