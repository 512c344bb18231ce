import type { Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { RUN_COLUMNS, toRecord, type RunRecord, type RunRow } from '../run-record';
import { toRunView } from '../run-view';
import { isSlug } from './new-slug';
import type { SharedRun } from '../types';

type Row = RunRow & { showInput: boolean };

const OPEN = `SELECT ${RUN_COLUMNS}, (SELECT show_input FROM shares WHERE slug = $1::text) AS "showInput"
  FROM runs WHERE id = share_run($1::text)`;

/** Texts alone: ids of files say nothing, and open nothing. A prompt of somebody else's is never told, nor what was filled in. */
function typedTexts({ input, promptId }: RunRecord): SharedRun['input'] {
  if (promptId !== null) return [];
  return Object.entries(input).flatMap(([id, text]) =>
    typeof text === 'string' && text !== '' && id !== 'fileId' && id !== 'seed' ? [{ id, text }] : [],
  );
}

/**
 * What a link shows, for anybody who has it. Every member is named here: what a run gets later is not shown by itself.
 * @throws AppError not_found for a link that is unknown, malformed or revoked.
 */
export async function openShare({ ctx, input }: { ctx: Ctx; input: { slug: string } }): Promise<SharedRun> {
  const { slug } = input;
  if (!isSlug(slug)) throw notFound('shared result');
  const [row] = await ctx.db.sql<Row>(OPEN, [slug]);
  if (!row) throw notFound('shared result');
  const record = toRecord(row);
  const { output, modelLabel, demo, toolId, kind, createdAt, options } = toRunView(record, ctx.ai);
  const { text, files, segments } = output;
  return {
    ...{ slug, toolId, kind, modelLabel, demo },
    output: {
      ...(text === undefined ? {} : { text }),
      ...(files === undefined ? {} : { files: files.map((file) => ({ ...file, url: `${file.url}?share=${slug}` })) }),
      ...(segments === undefined ? {} : { segments }),
    },
    input: row.showInput ? typedTexts(record) : [],
    format: typeof options.format === 'string' && toolId === 'extract' ? options.format : null,
    day: createdAt.slice(0, 10),
  };
}
