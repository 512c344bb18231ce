import { ApiClient, asOperator } from '../../tests/support/api-client';
import { startOpenAiWireServer, type WireStep } from '../../tests/support/openai-wire-server';
import type { Table } from '../report/write-section';
import { verifyLedgerOf } from './verify';
import { onBothDatabases, type World } from './worlds';

const FAULTS: [name: string, step: WireStep][] = [
  ['500', { do: 'status', status: 500 }],
  ['429', { do: 'status', status: 429 }],
  ['stall before the headers', { do: 'stall-headers' }],
  ['stall before the first content', { do: 'stall-first' }],
  ['cut before the headers', { do: 'cut' }],
  ['cut before the first content', { do: 'cut', after: 0 }],
  ['cut after content', { do: 'cut', after: 3 }],
  ['stall after content', { do: 'stall-middle', after: 3 }],
  ['empty', { do: 'empty' }],
];

interface RunAnswer {
  run?: {
    status: string;
    attempts: { provider: string; outcome: string }[];
    credits: { charged: number; refunded: number };
  };
}

async function tryFaults(world: World): Promise<string[][]> {
  // A failing server of its own for each fault: what one did must not spare the next its attempt.
  const failing = await Promise.all(FAULTS.map(([, step]) => startOpenAiWireServer({ defaultStep: step })));
  const second = await startOpenAiWireServer();
  const servers = [...failing, second].map(({ url }, index) => ({
    id: index < failing.length ? `first-${index}` : 'second',
    label: `Server ${index}`,
    baseUrl: url,
    models: ['local'],
  }));
  const hub = await world.start({ OPENAI_COMPATIBLE_SERVERS: JSON.stringify(servers) });
  const operator = await asOperator(hub.url, hub.operator);
  const short = { connectMs: 1_000, firstContentMs: 1_000, idleMs: 1_000 };
  await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false }, runs: short });
  const rows: string[][] = [];
  for (const [index, [name]] of FAULTS.entries()) {
    await operator.call('PATCH', '/api/admin/settings', { routing: { order: [`first-${index}`, 'second'] } });
    const client = new ApiClient(hub.url);
    await client.register();
    const { status, body } = await client.call<RunAnswer>('POST', '/api/process-request', {
      toolId: 'text-generation',
      input: { prompt: `Fault ${name}` },
    });
    const credits = await client.call<{ available: number }>('GET', '/api/credits');
    const attempts = body.run?.attempts.map(({ provider, outcome }) => `${provider.replace(/-\d+$/, '')}: ${outcome}`);
    const bill = body.run ? `${body.run.credits.charged}, back ${body.run.credits.refunded}` : '';
    rows.push([
      world.name,
      name,
      `${status} ${body.run?.status ?? ''}`,
      attempts?.join(', ') ?? '',
      bill,
      String(credits.body.available),
    ]);
  }
  await hub.stop();
  await Promise.all([...failing, second].map((server) => server.close()));
  return [...rows, [world.name, 'ledger:verify', verifyLedgerOf(world, hub), '', '', '']];
}

/** Two servers on the OpenAI wire, the first failing in every way: how the run ends and who pays. */
export async function proveFaults(): Promise<Table> {
  const rows = await onBothDatabases(tryFaults);
  return {
    head: ['database', 'first server', 'answer', 'attempts', 'charged', 'credits left of 5'],
    rows: rows.flat(),
  };
}
