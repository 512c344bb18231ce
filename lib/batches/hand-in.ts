import { setImmediate as breathe } from 'node:timers/promises';
import type { Ctx } from '@/lib/context';
import { AppError, invalidField } from '@/lib/errors';
import { adKindOf, getTool, priceRun, runRequestSchema, type RunRequest } from '@/lib/tools';
import { readRows, type ReadRows } from './csv/read-rows';
import type { BatchRequest } from './schema';
import type { RowFault } from './types';

/** Faults that are told; whoever has more mends these first. */
const MOST_FAULTS = 100;
/** Rows that are checked in one go, while nobody else is served. */
const IN_ONE_GO = 50;
/** Rows that are shown as they were read. */
const SHOWN_ROWS = 5;

/** One row that may run. */
export interface PricedRow {
  input: Record<string, unknown>;
  kept: Record<string, string> | null;
  quoteMicro: bigint;
}

/** A batch's rows, read, checked and priced. Nothing is stored. */
export interface HandedIn {
  toolName: string;
  rows: PricedRow[];
  /** The first rows as they were read, with what is kept of them. */
  first: Record<string, unknown>[];
  columns: string[];
  priceMicro: bigint;
  faults: RowFault[];
  /** The request of each row's run lacks its input. */
  request: RowRequest;
  adKind: 'text' | 'image' | 'video';
  /** Whom every row would ask first, where it is one and the same model. */
  model: Awaited<ReturnType<typeof priceRun>>['model'];
}

export type RowRequest = Omit<RunRequest, 'input'>;

function requestOf({ toolId, options = {}, provider, model }: BatchRequest): RowRequest {
  const { input: _unused, ...request } = runRequestSchema.parse({ toolId, options, provider, model, input: {} });
  return request;
}

function rowsOf(request: BatchRequest, fields: Parameters<typeof readRows>[0], most: number): ReadRowsOf {
  if (request.rows === undefined) {
    const read = readRows(fields, request.text ?? '', most);
    if (read.rows.length > most) throw tooMany('text', `more than ${most.toLocaleString('en')}`, most);
    return read;
  }
  if (request.rows.length > most) throw tooMany('rows', request.rows.length.toLocaleString('en'), most);
  const columns = [...new Set(request.rows.flatMap((row) => Object.keys(row)))].slice(0, 200);
  return { rows: request.rows, kept: null, columns, faults: [] };
}

type ReadRowsOf = Omit<ReadRows, 'rows'> & { rows: Record<string, unknown>[] };

function tooMany(path: string, rows: string, most: number): AppError {
  return invalidField(path, `has ${rows} rows; a batch takes at most ${most.toLocaleString('en')}`);
}

/** The faults of one row, or of the whole where they say nothing about its input. */
function faultsOf(row: number, error: unknown): RowFault[] {
  if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error;
  if (error.fields.length === 0) return [{ row, path: 'input', message: error.detail }];
  if (!error.fields.some(({ path }) => path.startsWith('input'))) throw error;
  return error.fields.map(({ path, message }) => ({ row, path, message }));
}

async function batchable(ctx: Ctx, toolId: string) {
  const tool = await getTool({ ctx, input: { toolId } }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found')
      throw invalidField('toolId', `there is no tool called "${toolId}"`);
    throw error;
  });
  if (!tool.batches) throw invalidField('toolId', `"${toolId}" takes no batches`);
  if (tool.unavailable !== null) throw new AppError('provider_unavailable', tool.unavailable);
  return tool;
}

/**
 * Reads what was handed in, checks every row against the tool and prices it. Asks no database.
 * @throws AppError invalid_input for what is wrong with the whole: the tool, an option, the model, a text that cannot be
 *   read, too many rows; provider_unavailable where the tool has no model.
 */
export async function handIn(ctx: Ctx, input: BatchRequest): Promise<HandedIn> {
  const tool = await batchable(ctx, input.toolId);
  const read = rowsOf(input, tool.fields, ctx.settings.current().batches.maxRows);
  const request = requestOf(input);
  const result: HandedIn = {
    ...{ toolName: tool.name, columns: read.columns, request, rows: [], priceMicro: 0n, faults: read.faults },
    first: read.rows.slice(0, SHOWN_ROWS).map((row, index) => ({ ...read.kept?.[index], ...row })),
    ...{ adKind: adKindOf(tool.kind), model: undefined },
  };
  for (const [index, cells] of read.rows.entries()) {
    if (index % IN_ONE_GO === IN_ONE_GO - 1) await breathe();
    const own = { ...input.shared, ...cells };
    try {
      const { priceMicro, model } = await priceRun({ ctx, input: { ...request, input: own } });
      result.rows.push({ input: own, kept: read.kept?.[index] ?? null, quoteMicro: priceMicro });
      result.priceMicro += priceMicro;
      if (index === 0) result.model = model;
      else if (result.model?.id !== model?.id) result.model = undefined;
    } catch (error) {
      result.faults.push(...faultsOf(index + 1, error));
      if (result.faults.length >= MOST_FAULTS) break;
    }
  }
  result.faults = result.faults.toSorted((a, b) => a.row - b.row).slice(0, MOST_FAULTS);
  return result;
}
