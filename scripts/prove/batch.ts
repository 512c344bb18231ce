import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { ApiClient, asOperator } from '../../tests/support/api-client';
import type { Hub } from '../../tests/support/built-hub';
import { startOpenAiWireServer, type WireServer } from '../../tests/support/openai-wire-server';
import type { Table } from '../report/write-section';
import { verifyLedgerOf } from './verify';
import { onBothDatabases, type World } from './worlds';

const ROWS = 500;
const PRICE = 5;
/** Rows that have ended when the hub is killed, each in turn. */
const KILLED_AT = [90, 210, 350];
const PASSWORD = 'a long enough password';
const PATIENCE_MS = 600_000;

interface Batch {
  id: string;
  status: string;
  rows: { total: number; succeeded: number; failed: number; running: number; waiting: number };
  credits: { charged: number; refunded: number };
}

const promptOf = (row: number) => `Row ${row} of a long table.`;

async function signedIn(hub: Hub, email: string): Promise<ApiClient> {
  const client = new ApiClient(hub.url);
  await client.signIn(email, PASSWORD);
  return client;
}

async function begin(hub: Hub): Promise<{ email: string; id: string }> {
  const client = new ApiClient(hub.url);
  const { id: userId, email } = await client.register(undefined, PASSWORD);
  const operator = await asOperator(hub.url, hub.operator);
  const gift = { userId, amount: ROWS * PRICE, reason: 'proof' };
  await operator.call('POST', '/api/admin/update-credits', gift, { 'idempotency-key': userId });
  const rows = Array.from({ length: ROWS }, (_, index) => ({ prompt: promptOf(index + 1) }));
  const { status, body } = await client.call<{ batch: Batch }>(
    'POST',
    '/api/batches',
    { toolId: 'text-generation', rows },
    { 'idempotency-key': 'the-batch' },
  );
  if (status !== 201) throw new Error(`the batch was not begun: ${status} ${JSON.stringify(body)}`);
  return { email, id: body.batch.id };
}

async function batchWhen(client: ApiClient, id: string, is: (batch: Batch) => boolean): Promise<Batch> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { body } = await client.call<{ batch: Batch }>('GET', `/api/batches/${id}`);
    if (is(body.batch) || Date.now() > until) return body.batch;
    await sleep(50);
  }
}

/** How often the provider was asked for each row. */
function askedTwice(provider: WireServer): number {
  const times = new Map<string, number>();
  for (const { body } of provider.requests) {
    const row = /Row (\d+) of/.exec(JSON.stringify(body))?.[1] ?? '';
    times.set(row, (times.get(row) ?? 0) + 1);
  }
  return [...times.values()].filter((count) => count > 1).length;
}

async function isComplete(client: ApiClient, id: string): Promise<boolean> {
  const response = await client.fetch(`/api/batches/${id}/results.csv`);
  const lines = parse<Record<string, string>>(await response.text(), { bom: true, columns: true });
  return (
    lines.length === ROWS &&
    lines.every(
      ({ prompt, status, output, charged }, index) =>
        prompt === promptOf(index + 1) && status === 'succeeded' && Boolean(output) && charged === String(PRICE),
    )
  );
}

interface Runs {
  items: { batchId?: string; status: string; input: { prompt?: string }; credits: { charged: number } }[];
  nextCursor: string | null;
}

/** The prompts of all runs of the batch that were charged. */
async function charged(client: ApiClient, id: string): Promise<string[]> {
  const prompts: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Runs = (await client.call<Runs>('GET', `/api/runs?limit=100${cursor ? `&cursor=${cursor}` : ''}`)).body;
    for (const run of page.items)
      if (run.batchId === id && run.credits.charged > 0) prompts.push(run.input.prompt ?? '');
    cursor = page.nextCursor;
  } while (cursor);
  return prompts;
}

async function killed(world: World): Promise<string[]> {
  const pieces = Array.from({ length: 20 }, (_, index) => ` word${index}`);
  const provider = await startOpenAiWireServer({ defaultStep: { do: 'ok', pieces, delayMs: 10 } });
  const env = { OPENAI_API_KEY: 'local', OPENAI_BASE_URL: provider.url };
  let hub = await world.start(env);
  const { email, id } = await begin(hub);
  const begun = Date.now();
  for (const rows of KILLED_AT) {
    await batchWhen(await signedIn(hub, email), id, (batch) => batch.rows.succeeded >= rows);
    await hub.stop('SIGKILL');
    hub = await world.start(env, hub.dataDir);
  }
  const client = await signedIn(hub, email);
  const batch = await batchWhen(client, id, ({ status }) => status !== 'running');
  const seconds = Math.round((Date.now() - begun) / 1_000);
  const prompts = await charged(client, id);
  const { body: credits } = await client.call<{ available: number; held: number }>('GET', '/api/credits');
  const complete = await isComplete(client, id);
  await hub.stop();
  await provider.close();
  const once = new Set(prompts).size === ROWS && prompts.length === ROWS;
  return [
    world.name,
    `${batch.rows.succeeded} of ${ROWS}`,
    `${KILLED_AT.length} at ${KILLED_AT.join(', ')} rows`,
    `${askedTwice(provider)}`,
    once ? `${prompts.length}, each once` : `${prompts.length} of ${new Set(prompts).size}`,
    `${credits.available} left, ${credits.held} held`,
    complete ? 'complete, in order' : 'incomplete',
    `${seconds} s`,
    verifyLedgerOf(world, hub),
  ];
}

/** A batch of 500 rows whose hub is killed three times in the middle: each row runs once, is charged once, and its table is complete. */
export async function proveBatch(): Promise<Table> {
  const head = [
    'database',
    'rows done',
    'kill -9',
    'rows that were under way and asked again',
    'rows charged',
    'credits (5 of the welcome)',
    'results.csv',
    'took',
    'ledger:verify',
  ];
  return { head, rows: await onBothDatabases(killed) };
}
