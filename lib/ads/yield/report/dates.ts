/** Which of two small numbers is the day; null where a report does not tell. */
export type DateOrder = 'day-first' | 'month-first' | null;

const ISO = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/;
const SHORT = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2}|\d{4})$/;
const WORDS = /^(?:[a-z]+,? )?([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$|^(\d{1,2})\.? ([a-z]{3})[a-z]*\.?,? (\d{4})$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function dayOf(year: number, month: number, day: number): string | null {
  const moment = new Date(Date.UTC(year, month - 1, day));
  const isReal = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day && year >= 2000;
  return isReal ? moment.toISOString().slice(0, 10) : null;
}

/** Looks at all dates of a report: one with a 13 in it says what the others mean. Dots are written day first. */
export function dateOrder(cells: readonly string[]): DateOrder | 'both' {
  let order: DateOrder = null;
  for (const cell of cells) {
    const [, first = '', mark, second = ''] = SHORT.exec(cell.trim()) ?? [];
    if (mark === undefined) continue;
    const told = mark === '.' || Number(first) > 12 ? 'day-first' : Number(second) > 12 ? 'month-first' : null;
    if (told && order && told !== order) return 'both';
    order ??= told;
  }
  return order;
}

/** A day as YYYY-MM-DD; null for none, and for one that could be two. */
export function readDate(cell: string, order: DateOrder): string | null {
  const text = cell.trim().toLowerCase();
  const iso = ISO.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const words = WORDS.exec(text);
  if (words) {
    const month = MONTHS.indexOf(words[1] ?? words[5] ?? '') + 1;
    return month === 0 ? null : dayOf(Number(words[3] ?? words[6]), month, Number(words[2] ?? words[4]));
  }
  const [, first, , second, year = ''] = SHORT.exec(text) ?? [];
  if (first === undefined || order === null) return null;
  const full = Number(year) + (year.length === 2 ? 2_000 : 0);
  return order === 'day-first'
    ? dayOf(full, Number(second), Number(first))
    : dayOf(full, Number(first), Number(second));
}
