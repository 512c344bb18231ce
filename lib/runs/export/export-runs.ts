import { requireUserId, type Ctx } from '@/lib/context';
import { CSV_MARK, csvLine, titleOf } from '@/lib/format';
import { listRuns, type RunFilter } from '../list-runs';
import type { RunView } from '../types';

export type ExportForm = 'jsonl' | 'csv' | 'md';

export const EXPORT_TYPES: Record<ExportForm, string> = {
  jsonl: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
};

const PAGE = 50;
const COLUMNS = [
  'id',
  'time',
  'tool',
  'kind',
  'status',
  'input',
  'result',
  'files',
  'model',
  'charged',
  'favourite',
  'note',
];

const typed = (run: RunView) =>
  Object.entries(run.input).filter(
    (field): field is [string, string] => typeof field[1] === 'string' && field[1] !== '',
  );

const filesOf = (run: RunView, origin: string) => (run.output.files ?? []).map(({ url }) => new URL(url, origin).href);

function csvOf(run: RunView, origin: string): string {
  const fields = typed(run);
  const input = fields.length === 1 ? fields[0]?.[1] : fields.map(([id, text]) => `${id}: ${text}`).join('\n');
  return csvLine([
    ...[
      run.id,
      run.createdAt,
      run.toolId,
      run.kind,
      run.status,
      input,
      run.output.text,
      filesOf(run, origin).join(' '),
    ],
    ...[run.modelLabel, run.credits.charged, run.favourite ? 'yes' : '', run.note],
  ]);
}

/** Marks of headings inside what was typed would end up among ours: it stands in a quote. */
const quoted = (text: string) =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

function markdownOf(run: RunView, origin: string): string {
  const parts = [
    `## ${titleOf(run.input) || run.toolId}`,
    `${run.createdAt} · ${run.toolId}${run.modelLabel ? ` · ${run.modelLabel}` : ''} · ${run.status}`,
    ...typed(run).map(([id, text]) => `**${id}**\n\n${quoted(text)}`),
    run.output.text ?? '',
    ...filesOf(run, origin).map((url) => `<${url}>`),
    run.note ? `*${run.note.replaceAll('\n', ' ')}*` : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n\n---\n\n`;
}

const LINES: Record<ExportForm, (run: RunView, origin: string) => string> = {
  jsonl: (run) => `${JSON.stringify(run)}\n`,
  csv: csvOf,
  md: markdownOf,
};

async function* pieces(
  ctx: Ctx,
  filter: RunFilter,
  form: ExportForm,
  origin: string,
): AsyncGenerator<string, void, void> {
  if (form === 'csv') yield CSV_MARK + csvLine(COLUMNS);
  let cursor: string | undefined;
  do {
    const page = await listRuns({ ctx, input: { ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) } });
    if (page.items.length > 0) yield page.items.map((run) => LINES[form](run, origin)).join('');
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
}

/**
 * The actor's runs as they see them, as one text in pieces: one page of them is in memory at a time. `origin` makes the addresses
 * of files whole.
 * @throws AppError unauthenticated, forbidden.
 */
export function exportRuns({
  ctx,
  input: { form, origin, ...filter },
}: {
  ctx: Ctx;
  input: RunFilter & { form: ExportForm; origin: string };
}): AsyncGenerator<string, void, void> {
  requireUserId(ctx.actor);
  return pieces(ctx, filter, form, origin);
}
