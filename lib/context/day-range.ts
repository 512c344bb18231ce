import { invalidField } from '@/lib/errors';
import { DAY_MS, utcDay } from '@/lib/format';
import type { Ctx } from './context';

const MOST_DAYS = 366;

export interface DayRange {
  /** Days in UTC as YYYY-MM-DD, both included. */
  from: string;
  to: string;
}

function readDay(name: 'from' | 'to', text: string): Date {
  const day = new Date(/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) ? text : Number.NaN);
  // The 31st of a short month would be read as a day of the next one; no database knows a year 0.
  if (Number.isNaN(day.getTime()) || utcDay(day) !== text) throw invalidField(name, 'must be a day as YYYY-MM-DD');
  return day;
}

/**
 * The days a report is asked for: up to today, and `shownDays` of them, where it is not said otherwise.
 * @throws AppError invalid_input naming `from` or `to`; 366 days at most
 */
export function dayRange(
  ctx: Pick<Ctx, 'clock'>,
  { from, to }: { from?: string | undefined; to?: string | undefined },
  shownDays: number,
): DayRange {
  const last = readDay('to', to ?? utcDay(ctx.clock.now()));
  const first = from === undefined ? new Date(last.getTime() - (shownDays - 1) * DAY_MS) : readDay('from', from);
  if (first > last) throw invalidField('from', 'must not be after `to`');
  if (last.getTime() - first.getTime() >= MOST_DAYS * DAY_MS)
    throw invalidField('from', `must be at most ${MOST_DAYS} days before \`to\``);
  return { from: utcDay(first), to: utcDay(last) };
}
