import { AD_KINDS, type AdKind } from '../../types';
import { PAYING_NETWORKS, type PayingNetwork, type ReportFault, type ReportRow } from '../types';
import type { Column, Columns, Role } from './columns';
import { readCountry } from './countries';
import { dateOrder, readDate, type DateOrder } from './dates';
import { markOf, readNumber, toMicro, type Mark } from './numbers';
import { readReportTable, type Line, type ReportTable } from './read-table';

/** What the operator says of a report that does not say it itself. */
export interface ReportTerms {
  network?: PayingNetwork | undefined;
  /** Three capital letters. */
  currency: string;
  /** Null for US dollars. */
  usdPerUnit: number | null;
  /** YYYY-MM-DD; later days are a mistake. */
  lastDay: string;
}

/** All of a report, or what is wrong with it: never a part. */
export type ReadReport = { ok: true; rows: ReportRow[] } | { ok: false; faults: ReportFault[] };

const MOST_FAULTS = 20;
const MOST_IMPRESSIONS = 10n ** 12n;
const MOST_MICRO_USD = 10n ** 15n;
/** What a rate of 1 is counted as: fine enough for currencies of which one is worth next to nothing. */
const RATE_ONE = 10n ** 12n;

/** How the networks call themselves in a column. */
const NETWORK_NAMES: Record<string, PayingNetwork> = {
  ...Object.fromEntries(PAYING_NETWORKS.map((id) => [id, id])),
  ...{ 'ad manager': 'gpt', 'google ad manager': 'gpt', 'adsense h5': 'h5', 'h5 games ads': 'h5' },
  ...{ 'google admob': 'admob', 'admob network': 'admob', 'google adsense': 'adsense', 'offer wall': 'offerwall' },
};

/** Sums of several days, below or above the days. */
const SUMMARY = /^(?:grand )?(?:totals?|averages?|sum)\b/i;

/** A wrong cell: thrown and caught in this file, line by line. */
class WrongCell extends Error {
  constructor(
    readonly column: string,
    message: string,
  ) {
    super(message);
  }
}

interface Reading {
  table: ReportTable;
  terms: ReportTerms;
  order: DateOrder;
  mark: Mark;
}

const cellOf = ({ cells }: Line, column: Column | undefined) => (column ? (cells[column.index] ?? '').trim() : '');

function needed(columns: Columns, role: 'date' | 'impressions' | 'revenue'): Column {
  const column = columns[role];
  if (!column) throw new Error(`a table without ${role}`);
  return column;
}

function amount(line: Line, column: Column, mark: Mark) {
  const cell = cellOf(line, column);
  if (cell === '') throw new WrongCell(column.name, 'is empty');
  const number = readNumber(cell, mark);
  if (!number) throw new WrongCell(column.name, `“${cell.slice(0, 40)}” is no number`);
  if (number.negative) throw new WrongCell(column.name, 'is negative');
  return number;
}

function impressionsOf(line: Line, { table, mark }: Reading): bigint {
  const column = needed(table.columns, 'impressions');
  const { whole, fraction } = amount(line, column, mark);
  if (/[1-9]/.test(fraction)) throw new WrongCell(column.name, 'must be a whole number');
  const impressions = BigInt(whole);
  if (impressions > MOST_IMPRESSIONS) throw new WrongCell(column.name, 'is too large');
  return impressions;
}

function revenueOf(line: Line, { table, terms, mark }: Reading): bigint {
  const column = needed(table.columns, 'revenue');
  const { currency: own } = table.columns;
  const told = cellOf(line, own).toUpperCase() || column.currency;
  const currency = told ?? terms.currency;
  const isDollars = currency === 'USD';
  if (!isDollars && (terms.usdPerUnit === null || currency !== terms.currency))
    throw new WrongCell((own ?? column).name, `is in ${currency.slice(0, 10)}: say what one is in US dollars`);
  const number = amount(line, column, mark);
  const micro = column.micros ? BigInt(number.whole) : toMicro(number);
  const rate = isDollars ? RATE_ONE : BigInt(Math.round((terms.usdPerUnit ?? 0) * Number(RATE_ONE)));
  const microUsd = (micro * rate + RATE_ONE / 2n) / RATE_ONE;
  if (microUsd > MOST_MICRO_USD) throw new WrongCell(column.name, 'is too large');
  return microUsd;
}

function dayOf(line: Line, { table, terms, order }: Reading): string {
  const { name, index } = needed(table.columns, 'date');
  const cell = (line.cells[index] ?? '').trim();
  if (cell === '') throw new WrongCell(name, 'is empty');
  const day = readDate(cell, order);
  const why = order === null && /^\d/.test(cell) ? 'could be read in two ways, or is no day' : 'is no day';
  if (day === null) throw new WrongCell(name, `“${cell.slice(0, 40)}” ${why}: write 2026-01-31`);
  if (day > terms.lastDay) throw new WrongCell(name, `${day} has not come yet`);
  return day;
}

function networkOf(line: Line, { table, terms }: Reading): PayingNetwork {
  const column = table.columns.network;
  const cell = cellOf(line, column);
  // Whoever names the network knows better than a column of ad sources.
  if (terms.network) return terms.network;
  const network = NETWORK_NAMES[cell.toLowerCase().replace(/\s+/g, ' ')];
  if (network) return network;
  throw new WrongCell(
    column?.name ?? '',
    cell ? `“${cell.slice(0, 40)}” is no network of this hub` : 'names no network',
  );
}

function rowOf(line: Line, reading: Reading): ReportRow {
  const { columns, width } = reading.table;
  if (line.cells.length > width) throw new WrongCell('', `has ${line.cells.length} cells for ${width} columns`);
  const day = dayOf(line, reading);
  const country = readCountry(cellOf(line, columns.country));
  if (country === null)
    throw new WrongCell(columns.country?.name ?? '', `“${cellOf(line, columns.country).slice(0, 40)}” is no country`);
  const kind = cellOf(line, columns.kind).toLowerCase();
  if (kind !== '' && !AD_KINDS.includes(kind as AdKind))
    throw new WrongCell(columns.kind?.name ?? '', 'must be text, image, video or empty');
  return {
    ...{ day, country, kind: kind as AdKind | '', network: networkOf(line, reading) },
    impressions: impressionsOf(line, reading),
    revenueMicroUsd: revenueOf(line, reading),
  };
}

const isSummary = (line: Line, columns: Columns) =>
  SUMMARY.test(cellOf(line, columns.date)) || (cellOf(line, columns.date) === '' && SUMMARY.test(line.cells[0] ?? ''));

const USED: readonly Role[] = ['date', 'country', 'impressions', 'revenue', 'network', 'kind', 'currency'];

/**
 * Rows by day, network, country and kind. A report may be finer than that (by ad unit, say): such lines are summed. The same
 * line twice, and two lines that nothing tells apart, are a mistake.
 */
function merge(lines: readonly Line[], reading: Reading): ReadReport {
  const { columns, width } = reading.table;
  const isFiner = width > USED.filter((role) => columns[role]).length;
  const faults: ReportFault[] = [];
  const byLine = new Map<string, number>();
  const byKey = new Map<string, { row: ReportRow; line: number }>();
  for (const line of lines) {
    if (faults.length >= MOST_FAULTS) break;
    try {
      const row = rowOf(line, reading);
      const twin = byLine.get(line.cells.join('\n'));
      if (twin !== undefined) throw new WrongCell('', `is the same as line ${twin}`);
      byLine.set(line.cells.join('\n'), line.line);
      const key = [row.day, row.network, row.country, row.kind].join('|');
      const known = byKey.get(key);
      if (known && !isFiner)
        throw new WrongCell('', `is about the same day, network and country as line ${known.line}`);
      if (!known) byKey.set(key, { row, line: line.line });
      else {
        known.row.impressions += row.impressions;
        known.row.revenueMicroUsd += row.revenueMicroUsd;
      }
    } catch (error) {
      if (!(error instanceof WrongCell)) throw error;
      faults.push({ line: line.line, column: error.column, message: error.message });
    }
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, rows: [...byKey.values()].map(({ row }) => row) };
}

/** Reads a network's report. Dates and numbers are read the one way that fits the whole report. */
export function readReport(text: string, terms: ReportTerms): ReadReport {
  const table = readReportTable(text);
  if ('message' in table) return { ok: false, faults: [table] };
  const { columns, delimiter } = table;
  const lines = table.lines.filter((line) => !isSummary(line, columns));
  const cells = (column: Column) => lines.map((line) => cellOf(line, column));
  const [date, impressions, revenue] = [
    needed(columns, 'date'),
    needed(columns, 'impressions'),
    needed(columns, 'revenue'),
  ];
  const order = dateOrder(cells(date));
  // Where cells are separated by semicolons, the comma stands before fractions.
  const mark = markOf([...cells(impressions), ...cells(revenue)], delimiter === ';' ? ',' : '.');
  const whole = (column: Column, message: string): ReadReport => ({
    ok: false,
    faults: [{ line: lines[0]?.line ?? 1, column: column.name, message }],
  });
  if (lines.length === 0) return whole(date, 'no row follows the header');
  if (order === 'both') return whole(date, 'some are written day first, some month first');
  if (mark === 'both') return whole(revenue, 'some numbers have a point before the fraction, some a comma');
  return merge(lines, { table, terms, order, mark });
}
