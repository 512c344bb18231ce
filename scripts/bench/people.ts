import { randomUUID } from 'node:crypto';
import { ApiClient, asOperator } from '../../tests/support/api-client';
import type { Hub } from '../../tests/support/built-hub';
import type { Shot } from './load';

/** Signed-in people with credits to spare, one per connection, and the requests they send. */
export interface People {
  clients: ApiClient[];
  fresh(connection: number, number: number): Shot;
  repeated(connection: number): Shot;
}

const TOOL = 'text-generation';

export async function gather(hub: Hub, count: number): Promise<People> {
  const operator = await asOperator(hub.url, hub.operator);
  await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false } });
  const clients: ApiClient[] = [];
  for (let index = 0; index < count; index++) {
    const client = new ApiClient(hub.url);
    const { id } = await client.register();
    const gift = { userId: id, amount: 90_000, reason: 'bench' };
    const answer = await operator.call('POST', '/api/admin/update-credits', gift, { 'idempotency-key': id });
    if (answer.status !== 200) throw new Error(`The operator could not give credits: ${JSON.stringify(answer.body)}`);
    await client.run({ toolId: TOOL, input: { prompt: 'What everybody asks again' } });
    clients.push(client);
  }
  const run = randomUUID();
  const shot = (connection: number, prompt: string): Shot => ({
    path: '/api/process-request',
    headers: {
      'content-type': 'application/json',
      origin: hub.url,
      cookie: clients[connection % count]?.cookieHeader() ?? '',
    },
    body: JSON.stringify({ toolId: TOOL, input: { prompt } }),
  });
  return {
    clients,
    fresh: (connection, number) => shot(connection, `Bench ${run} ${connection} ${number}`),
    repeated: (connection) => shot(connection, 'What everybody asks again'),
  };
}
