import type { Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import { cellText } from './batch-row';
import { csvLine, MARK } from './csv/write-csv';
import { recordColumns, recordsOf } from './csv/records';
import { findBatchRecord } from './find-batch';

const PAGE = 100;

const RESULTS = `SELECT r.row, r.status, r.input, r.kept, u.output ->> 'text' AS text, u.output -> 'files' AS files, u.provider,
    u.model, r.charged_micro::text AS charged, r.reason
  FROM batch_rows r LEFT JOIN runs u ON u.id = r.run_id AND u.deleted_at IS NULL
  WHERE r.batch_id = $1::uuid AND r.row > $2::integer ORDER BY r.row LIMIT ${PAGE}`;

interface Result {
  row: number;
  status: string;
  input: Record<string, unknown>;
  kept: Record<string, unknown> | null;
  text: string | null;
  files: { id: string }[] | null;
  provider: string | null;
  model: string | null;
  charged: string;
  reason: string | null;
}

const FACTS = ['status', 'provider', 'model', 'charged', 'reason'] as const;

/** The rows page by page: never more than one page is in memory. */
async function* pages(ctx: Ctx, id: string): AsyncGenerator<Result[]> {
  for (let after = 0; ;) {
    const page = await ctx.db.sql<Result>(RESULTS, [id, after]);
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.row ?? after;
  }
}

/** A fact's column has another name where the table has one of the same. */
function named(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? named(`result_${name}`, taken) : name;
}

/** The columns that the answers of an extraction to a table have together, in the order they turn up. */
async function columnsOf(ctx: Ctx, id: string): Promise<string[]> {
  const columns = new Set<string>();
  for await (const page of pages(ctx, id))
    for (const { text } of page) for (const name of recordColumns(recordsOf(text))) columns.add(name);
  return [...columns];
}

/** Where a result's file is to be had: an address, as a cell cannot hold it. */
function outputOf({ text, files }: Result, address: string): string {
  const urls = (files ?? []).map((file) => `${address}/api/files/${file.id}`);
  return [text ?? '', ...urls].filter(Boolean).join('\n');
}

export interface ResultsInput {
  id: string;
  /** What addresses of files begin with, as in "https://hub.example". */
  address: string;
}

/**
 * Every row of a batch as CSV (RFC 4180), in pieces: the original columns, the answer, and what became of it. Records that
 * were extracted to a table have a line and columns of their own. Throws not_found before the first piece.
 */
export async function resultsCsv({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ResultsInput;
}): Promise<{ fileName: string; pieces: AsyncGenerator<string> }> {
  const batch = await findBatchRecord(ctx, input.id);
  const isTable = batch.toolId === 'extract' && (batch.options.format ?? 'table') === 'table';
  const records = isTable ? await columnsOf(ctx, batch.id) : [];
  const taken = new Set([...batch.columns, ...records]);
  const output = isTable ? [] : [named('output', taken)];
  const fileName = `${batch.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'batch'}.csv`;
  async function* write(): AsyncGenerator<string> {
    yield `${MARK}${csvLine([...batch.columns, ...records, ...output, ...FACTS.map((name) => named(name, taken))])}`;
    for await (const page of pages(ctx, batch.id)) yield page.map((result) => lines(result)).join('');
  }
  const lines = (result: Result): string => {
    const { status, provider, model, charged, reason } = result;
    const cells = batch.columns.map((name) => cellText(result.input[name] ?? result.kept?.[name]));
    const facts = [status, provider ?? '', model ?? '', String(microToCredits(BigInt(charged))), reason ?? ''];
    if (!isTable) return csvLine([...cells, outputOf(result, input.address), ...facts]);
    const found = recordsOf(result.text);
    const shown = found.length > 0 ? found : [{}];
    return shown
      .map((record) => csvLine([...cells, ...records.map((name) => cellText(record[name])), ...facts]))
      .join('');
  };
  return { fileName, pieces: write() };
}
