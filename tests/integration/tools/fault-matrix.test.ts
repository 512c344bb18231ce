import { createAi } from '@/lib/ai';
import { systemClock } from '@/lib/clock';
import { AppError } from '@/lib/errors';
import { parseEnv } from '@/lib/env';
import { createKv } from '@/lib/redis';
import type { RunView } from '@/lib/runs';
import {
  FAULTS,
  POSITIONS,
  startFaultServers,
  type Fault,
  type FaultServers,
  type Position,
} from '@/tests/support/fault-matrix';
import { WIRE_TEXT } from '@/tests/support/openai-wire-server';
import { partsOf, runWorld, textOf, type RunWorld } from '@/tests/support/run-world';
import { openTestDb } from '@/tests/support/test-db';

/** So many cells at a time. Those with megabytes keep this one process busy, and others from their limits. */
const LANES = 12;
const HEAVY_LANES = 2;
/** All that are known by their limit at once, since they only wait. */
const LATE_LANES = 24;
/** For faults that are known by their limit: longer than a small machine under load is busy with something else. */
const LIMIT_MS = 10_000;
/** For all others, which no limit may end. */
const PATIENT_MS = 60_000;
const PRICE = 5;

interface Cell {
  fault: Fault;
  position: Position;
  /** How the caller takes the answer: as it comes, or whole at the end. */
  mode: 'stream' | 'whole';
  /** Whether another model may go on behind a break. */
  continues: boolean;
}

interface Seen {
  attempts: string;
  status: string;
  text: string;
  charged: number;
  available: number;
  reason: string;
  /** What the caller is told: the problem's code, or for a stream its error's sentence. */
  told: string;
}

const CELLS: Cell[] = FAULTS.flatMap((fault) =>
  (fault.content ? [true, false] : [true]).flatMap((continues) =>
    POSITIONS.flatMap((position) =>
      (['stream', 'whole'] as const).map((mode) => ({ fault, position, mode, continues })),
    ),
  ),
);
const FALLEN = FAULTS.find(({ name }) => name === '500');

let world: RunWorld;
let servers: FaultServers;
beforeAll(async () => {
  [world, servers] = [await runWorld(await openTestDb()), await startFaultServers()];
}, 180_000);
afterAll(async () => {
  await Promise.all([world.close(), servers.close()]);
});

/** Whoever stands before the faulty one has fallen as well; whoever stands behind is well. */
function faultAt(cell: Cell, position: Position): Fault | undefined {
  const [at, here] = [POSITIONS.indexOf(cell.position), POSITIONS.indexOf(position)];
  return here === at ? cell.fault : here < at ? FALLEN : undefined;
}

async function take(cell: Cell): Promise<Seen> {
  const env = parseEnv({
    OPENAI_COMPATIBLE_SERVERS: JSON.stringify(POSITIONS.map((id) => servers.configure(id, faultAt(cell, id)))),
  });
  const ai = createAi({ env, kv: await createKv(env), clock: systemClock, log: world.ctx().log });
  const userId = await world.userWith(PRICE);
  const ctx = world.ctxOf(userId, { ai });
  const input = cell.continues ? { prompt: 'Say something.' } : { text: 'Some words.' };
  const request = { toolId: cell.continues ? 'text-generation' : 'summarize', input };
  let run: RunView;
  let told = '';
  if (cell.mode === 'stream') {
    const { live } = await world.start(ctx, request);
    const parts = await partsOf(live!.read());
    run = await live!.finished;
    told = parts.map(({ chunk }) => (chunk?.type === 'error' ? chunk.errorText : '')).join('');
    expect(textOf(parts)).toBe(run.output.text ?? '');
    expect(told).toBe(run.status === 'failed' ? run.message : '');
  } else {
    const answer: unknown = await world.run(ctx, request).catch((error: unknown) => error);
    if (answer instanceof AppError) {
      run = answer.extra.run as RunView;
      told = answer.code;
      expect(answer.detail).toBe(run.message);
    } else run = answer as RunView;
  }
  return {
    attempts: run.attempts.map(({ provider, outcome }) => `${provider} ${outcome}`).join(', '),
    status: run.status,
    text: run.output.text ?? '',
    charged: run.credits.charged,
    available: await world.available(userId),
    reason: run.credits.reason ?? '',
    told: told === '' ? '' : run.code!,
  };
}

function expected({ fault, position, continues }: Cell): Omit<Seen, 'text'> {
  const before = POSITIONS.slice(0, POSITIONS.indexOf(position)).map((id) => `${id} server_error`);
  const tried = [...before, `${position} ${fault.outcome}`];
  const next = POSITIONS[POSITIONS.indexOf(position) + 1];
  const goesOn = fault.content === undefined || (fault.content === 'kept' && continues);
  if (next && goesOn) {
    const attempts = [...tried, `${next} succeeded`].join(', ');
    return { attempts, status: 'succeeded', charged: PRICE, available: 0, reason: '', told: '' };
  }
  const reason = fault.content ? 'cut_short' : fault.code;
  return { attempts: tried.join(', '), status: 'failed', charged: 0, available: PRICE, reason, told: fault.code };
}

/** The whole answer, what had arrived before it broke off, or nothing. */
function expectText({ fault }: Cell, { status, text }: Seen): void {
  if (status === 'succeeded') return expect(text).toBe(WIRE_TEXT);
  if (fault.content === undefined) return expect(text).toBe('');
  if (fault.content === 'kept') return expect(text).toBe('The quick brown');
  expect(text.length).toBeGreaterThan(1_000_000);
  expect(text.length).toBeLessThanOrEqual(2_000_000);
}

function print(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_cell, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join(' | ')
      .trimEnd(),
  );
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

async function takeAll(cells: Cell[], lanes: number, seen: Map<Cell, Seen>, limitMs = PATIENT_MS): Promise<void> {
  world.configure({ runs: { connectMs: limitMs, firstContentMs: limitMs, idleMs: limitMs, totalMs: 2 * PATIENT_MS } });
  const waiting = [...cells];
  const lane = async () => {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) seen.set(cell, await take(cell));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

it('ends as it must for every fault, at every place in the chain, streamed or whole', async () => {
  const seen = new Map<Cell, Seen>();
  const startedAt = performance.now();
  const isHeavy = ({ fault }: Cell) => fault.outcome === 'too_large';
  const isLate = ({ fault }: Cell) => fault.outcome.startsWith('timeout_');
  const others = CELLS.filter((cell) => !isHeavy(cell) && !isLate(cell));
  await takeAll(others, LANES, seen);
  await takeAll(CELLS.filter(isLate), LATE_LANES, seen, LIMIT_MS);
  await takeAll(CELLS.filter(isHeavy), HEAVY_LANES, seen);
  const head = ['fault', 'tool', 'place', 'taken', 'attempts', 'end', 'charged', 'reason', 'code'];
  print([
    head,
    ...CELLS.map((cell) => {
      const { attempts, status, charged, reason, told } = seen.get(cell)!;
      const tool = cell.continues ? 'text-generation' : 'summarize';
      return [cell.fault.name, tool, cell.position, cell.mode, attempts, status, String(charged), reason, told];
    }),
  ]);
  process.stdout.write(`${CELLS.length} cells in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`);
  for (const cell of CELLS) {
    const { text, ...rest } = seen.get(cell)!;
    const name = `${cell.fault.name}, ${cell.position}, ${cell.mode}`;
    expect({ name, ...rest }).toEqual({ name, ...expected(cell) });
    expectText(cell, { text, ...rest });
  }
  expect(await world.verify()).toMatchObject({ ok: true });
}, 180_000);
