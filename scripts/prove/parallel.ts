import { ApiClient, asOperator } from '../../tests/support/api-client';
import type { Table } from '../report/write-section';
import { verifyLedgerOf } from './verify';
import { onBothDatabases } from './worlds';

const ROUNDS = 5;

/** 200 parallel runs on credits for 10, again and again, over HTTP. */
export async function proveParallel(): Promise<Table> {
  const rows = await onBothDatabases(async (world) => {
    const hub = await world.start();
    const operator = await asOperator(hub.url, hub.operator);
    await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false } });
    const seen: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const client = new ApiClient(hub.url);
      const { id } = await client.register();
      await operator.call(
        'POST',
        '/api/admin/update-credits',
        { userId: id, amount: 45, reason: 'proof' },
        { 'idempotency-key': id },
      );
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          client.run({ toolId: 'text-generation', input: { prompt: `Run ${round}.${index}` } }),
        ),
      );
      const count = (status: number) => answers.filter((answer) => answer.status === status).length;
      seen.push(`${count(200)}/${count(402)}`);
    }
    await hub.stop();
    return [world.name, seen.join(', '), verifyLedgerOf(world, hub)];
  });
  return { head: ['database', 'succeeded/refused with 402, five rounds of 200', 'ledger:verify'], rows };
}
