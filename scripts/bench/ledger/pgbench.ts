import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { USE_MICRO, USER_ID_SQL } from './population';

/** A new UUID of version 7, as the hub's own are: the time in front, the rest by chance. */
const NEW_ID = `(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || right(gen_random_uuid()::text, 23))::uuid`;

/**
 * The one place that says how the bench calls the stored functions by itself; arguments as the verbs send them.
 * `settle` may name a variant of the function.
 */
export const reserveAndSettle = (users: number, settle = 'ledger_settle') => `
\\set n random(1, ${users})
SELECT id AS hold, ledger_reserve(${USER_ID_SQL(':n::text')}, id, ${USE_MICRO}, 'prompt'::text, id::text,
  'b0b0b0b0-0000-7000-8000-000000000000'::uuid, now() + interval '10 minutes', now()) AS held FROM (SELECT ${NEW_ID} AS id) fresh \\gset
SELECT ${settle}(:hold::uuid, ${USE_MICRO}, 'released'::text, NULL::text, now(), ${USER_ID_SQL(':n::text')}, NULL::jsonb);
`;

export interface PgbenchRun {
  script: string;
  clients: number;
  seconds: number;
}

const run = promisify(execFile);

/** Scripts per second, without the time it took to connect. @throws Error when a client gave up. */
export async function pgbench(url: string, { script, clients, seconds }: PgbenchRun): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'megicai-pgbench-'));
  const file = path.join(folder, 'script.sql');
  writeFileSync(file, script);
  const args = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', String(seconds), '-f', file, url];
  try {
    const { stdout, stderr } = await run('pgbench', args);
    const tps = /tps = ([\d.]+) \(without/.exec(stdout)?.[1];
    if (!tps || /aborted/.test(stderr)) throw new Error(`pgbench failed: ${stdout}${stderr}`);
    return Number(tps);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
