import { DAY_MS } from '@/lib/format';
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export interface FoundDate {
  /** Midnight of that day, UTC. */
  day: Date;
  /** As it stands in the text. */
  written: string;
  at: number;
}

function dateOf(year: number, month: number, day: number): Date | undefined {
  const date = new Date(Date.UTC(2_000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined;
}

const monthOf = (name: string) => MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().slice(0, 3))) + 1;
const NAMES =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';

/** How dates are written, and where year, month and day stand in each way. */
const FORMS: readonly [RegExp, (parts: string[]) => Date | undefined][] = [
  [/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g, ([y, m, d]) => dateOf(Number(y), Number(m), Number(d))],
  [/\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b/g, ([d, m, y]) => dateOf(Number(y), Number(m), Number(d))],
  // Between slashes the month comes first in some countries: only where one number can be no month it is clear.
  [
    /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g,
    ([a, b, y]) => (Number(a) > 12 ? dateOf(Number(y), Number(b), Number(a)) : dateOf(Number(y), Number(a), Number(b))),
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\.?(?: of)? (${NAMES})\\.?,? (\\d{4})\\b`, 'gi'),
    ([d, m, y]) => dateOf(Number(y), monthOf(m!), Number(d)),
  ],
  [
    new RegExp(`\\b(${NAMES})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'gi'),
    ([m, d, y]) => dateOf(Number(y), monthOf(m!), Number(d)),
  ],
];

/** The days a text names in full, in its order. */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  for (const [pattern, read] of FORMS)
    for (const match of text.matchAll(pattern)) {
      const day = read(match.slice(1));
      const isKnown = found.some(
        ({ at, written }) => match.index < at + written.length && at < match.index + match[0].length,
      );
      if (day && !isKnown) found.push({ day, written: match[0], at: match.index });
    }
  return found.sort((a, b) => a.at - b.at);
}

export const isoDay = (day: Date) => day.toISOString().slice(0, 10);
const named = (day: Date) =>
  `${DAYS[day.getUTCDay()]}, ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]!.replace(/^./, (letter) => letter.toUpperCase())} ${day.getUTCFullYear()}`;

const UNIT_DAYS: Record<string, number> = { day: 1, week: 7, fortnight: 14 };

/** Later by so many days, weeks, months or years; a month's last day stays its last. */
function moved(day: Date, count: number, unit: string): Date {
  const days = UNIT_DAYS[unit];
  if (days !== undefined) return new Date(day.getTime() + count * days * DAY_MS);
  const months = day.getUTCMonth() + count * (unit === 'year' ? 12 : 1);
  const first = new Date(Date.UTC(day.getUTCFullYear(), months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day.getUTCDate(), last)));
}

/** What can be said about the days a message names; undefined where it asks nothing of that kind. */
export function answerDates(message: string): string | undefined {
  const dates = findDates(message.slice(0, 4_000));
  const [first, second] = dates;
  if (!first) return undefined;
  const shift = /(\d{1,5}) (day|week|fortnight|month|year)s? (after|from|before|later than|ahead of)/i.exec(message);
  if (shift) {
    const count = Number(shift[1]) * (/before|ahead/i.test(shift[3]!) ? -1 : 1);
    const day = moved(first.day, count, shift[2]!.toLowerCase());
    if (Number.isFinite(day.getTime())) return `${shift[0]} ${first.written}: **${named(day)}** (${isoDay(day)}).`;
  }
  if (second && /\b(between|from|until|till|to|since|difference|apart|how (?:many|long))\b/i.test(message)) {
    const days = Math.round(Math.abs(second.day.getTime() - first.day.getTime()) / DAY_MS);
    const weeks = days >= 14 ? `, that is ${Math.floor(days / 7)} weeks and ${days % 7} days` : '';
    return `From ${first.written} to ${second.written} there are **${days.toLocaleString('en')} days**${weeks}.`;
  }
  if (/\b(week ?day|what day|which day|day of the week)\b/i.test(message))
    return dates.map(({ day, written }) => `${written} is a **${DAYS[day.getUTCDay()]}**.`).join('\n');
  return undefined;
}
