import type { Ctx } from '@/lib/context';
import type { RunRecord } from '../run-record';
import { searchedText } from './searched-text';
import { signatureOf } from './signature';

/** Rows of one statement, and statements of one turn. */
const BATCH = 200;
const MOST_BATCHES = 25;
/** Nothing younger is taken for complete: its transaction may still be open, and clocks of instances differ. */
const SETTLED_MS = 60_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

type Unsigned = Pick<RunRecord, 'id' | 'status' | 'input' | 'output' | 'note'>;

const LEFT = 'runs.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM run_search s WHERE s.run_id = runs.id)';
const UNSIGNED = `SELECT id::text AS id, status, input, output, note FROM runs
  WHERE id > $1::uuid AND id < $2::uuid AND ${LEFT} ORDER BY id LIMIT $3::int`;
const ENDED = `SELECT id::text AS id, status, input, output, note FROM runs
  WHERE id IN (SELECT run_id FROM run_search WHERE status = 'running') AND status <> 'running' LIMIT $1::int`;

/**
 * A note that was written meanwhile, or a deletion, leaves the run for another turn: whoever changes a run locks its row, and so
 * does this.
 */
const SIGN = `INSERT INTO run_search (run_id, user_id, tool_id, kind, status, created_at, signature)
  SELECT runs.id, runs.user_id, runs.tool_id, runs.kind, runs.status, runs.created_at, decode(made.signature, 'hex')
  FROM jsonb_to_recordset($1::jsonb) AS made (id uuid, status text, note text, signature text) JOIN runs ON runs.id = made.id
  WHERE runs.deleted_at IS NULL AND runs.status = made.status AND runs.note IS NOT DISTINCT FROM made.note
  FOR SHARE OF runs
  ON CONFLICT (run_id) DO UPDATE SET status = excluded.status, signature = excluded.signature
    WHERE run_search.status = 'running'`;

/** What was left out above keeps the mark. */
const MARK = `UPDATE run_search_mark SET signed_below = coalesce(
    (SELECT id FROM runs WHERE id >= signed_below AND id < $1::uuid AND ${LEFT} ORDER BY id LIMIT 1), $1::uuid)
  WHERE signed_below < $1::uuid RETURNING id`;

export function hexSignature(run: Pick<RunRecord, 'input' | 'output' | 'note'>): string {
  return Buffer.from(signatureOf(searchedText(run))).toString('hex');
}

async function sign(ctx: Pick<Ctx, 'db'>, runs: readonly Unsigned[]): Promise<void> {
  if (runs.length === 0) return;
  const made = runs.map(({ id, status, note, ...texts }) => ({
    ...{ id, status, note },
    signature: hexSignature({ ...texts, note }),
  }));
  await ctx.db.sql(SIGN, [JSON.stringify(made)]);
}

/** The least id that a run of `youngerMs` ago can have: ids begin with their milliseconds. */
function settledBelow(ctx: Pick<Ctx, 'ids'>, youngerMs: number): string {
  const now = Number.parseInt(ctx.ids.uuid().replaceAll('-', '').slice(0, 12), 16);
  const time = Math.max(now - youngerMs, 0)
    .toString(16)
    .padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}${FIRST_ID.slice(13)}`;
}

/**
 * Makes runs ready for searching, oldest first, and remembers up to where all of them are. Those under way get their place now and
 * their letters once they have ended. Returns how many were done; more may be left for the next turn. May run in several
 * instances at once. `youngerMs`: how young a run is left for later.
 */
export async function signRuns({
  ctx,
  input = {},
}: {
  ctx: Pick<Ctx, 'db' | 'ids'>;
  input?: { youngerMs?: number };
}): Promise<number> {
  const ended = await ctx.db.sql<Unsigned>(ENDED, [BATCH]);
  await sign(ctx, ended);
  const [mark] = await ctx.db.sql<{ below: string }>('SELECT signed_below::text AS below FROM run_search_mark');
  const settled = settledBelow(ctx, input.youngerMs ?? SETTLED_MS);
  let from = mark?.below ?? FIRST_ID;
  let signed = ended.length;
  for (let batch = 0; batch < MOST_BATCHES && from < settled; batch++) {
    const runs = await ctx.db.sql<Unsigned>(UNSIGNED, [from, settled, BATCH]);
    await sign(ctx, runs);
    signed += runs.length;
    from = runs.length < BATCH ? settled : (runs.at(-1)?.id ?? settled);
  }
  await ctx.db.sql(MARK, [from]);
  return signed;
}
