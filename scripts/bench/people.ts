import { randomUUID } from 'node:crypto';
import { ApiClient, asOperator } from '../../tests/support/api-client';
import type { Hub } from '../../tests/support/built-hub';
import type { Shot } from './line';

/** Signed-in people with credits to spare, and the requests they send. Connections beyond their number share them. */
export interface People {
  clients: ApiClient[];
  /** A request nobody has sent before. */
  fresh(connection: number, number: number): Shot;
  /** The same one with its answer streamed, from `provider` when it matters. */
  streamed(connection: number, number: number, provider?: string): Shot;
  /** What each of them has asked before. */
  repeated(connection: number): Shot;
  page(connection: number, path: string): Shot;
}

const TOOL = 'text-generation';
const REPEATED = 'What everybody asks again';
const AT_ONCE = 4;

/** Limits are switched off first: they guard against exactly what a load does. */
export async function gather(hub: Hub, count: number): Promise<People> {
  const operator = await asOperator(hub.url, hub.operator);
  await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false } });
  const clients: ApiClient[] = [];
  const invite = async () => {
    const client = new ApiClient(hub.url);
    const { id } = await client.register();
    const gift = { userId: id, amount: 90_000, reason: 'bench' };
    const answer = await operator.call('POST', '/api/admin/update-credits', gift, { 'idempotency-key': id });
    if (answer.status !== 200) throw new Error(`The operator could not give credits: ${JSON.stringify(answer.body)}`);
    clients.push(client);
  };
  while (clients.length < count) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - clients.length) }, invite));
  }
  const run = randomUUID();
  const headers = (connection: number) => ({
    origin: hub.url,
    cookie: clients[connection % count]?.cookieHeader() ?? '',
  });
  const shot = (connection: number, prompt: string, more: Record<string, unknown> = {}): Shot => ({
    path: '/api/process-request',
    headers: { ...headers(connection), 'content-type': 'application/json' },
    body: JSON.stringify({ toolId: TOOL, input: { prompt }, ...more }),
  });
  const unique = (connection: number, number: number) => `Bench ${run} ${connection} ${number}`;
  return {
    clients,
    fresh: (connection, number) => shot(connection, unique(connection, number)),
    streamed: (connection, number, provider = 'auto') =>
      shot(connection, unique(connection, number), { stream: true, provider }),
    repeated: (connection) => shot(connection, REPEATED),
    page: (connection, path) => ({ path, headers: headers(connection) }),
  };
}
