/** Which mark stands before the fraction. */
export type Mark = '.' | ',';

const SIGN_BEFORE = /^([+-]?)(?:us\$|[$€£¥]|[a-z]{3})\s*/i;
const SIGN_BEHIND = /\s*(?:[$€£¥]|[a-z]{3})$/i;

/** Without spaces, signs of money and apostrophes between thousands. */
export const bareNumber = (cell: string) =>
  cell
    .trim()
    .replace(SIGN_BEFORE, '$1')
    .replace(SIGN_BEHIND, '')
    .replace(/[\s\u00A0\u202F'’]/g, '')
    .replace(/^\u2212/, '-');

/** The mark that one number gives away; null where it could be either, such as 1,234. */
function markIn(text: string): Mark | null {
  const [dot, comma] = [text.lastIndexOf('.'), text.lastIndexOf(',')];
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
  const last = Math.max(dot, comma);
  if (last < 0) return null;
  const mark = dot >= 0 ? '.' : ',';
  const other = mark === '.' ? ',' : '.';
  if (text.indexOf(mark) !== last) return other;
  const behind = text.length - last - 1;
  const before = text.slice(0, last).replace('-', '');
  if (behind !== 3 || before.length > 3 || before === '0' || before === '') return mark;
  return null;
}

/** The mark of a whole report; `both` where its numbers contradict each other. */
export function markOf(cells: readonly string[], usual: Mark): Mark | 'both' {
  const told = new Set(cells.map((cell) => markIn(bareNumber(cell))).filter((mark) => mark !== null));
  if (told.size > 1) return 'both';
  return [...told][0] ?? usual;
}

/** Whole part and fraction, digits only; null for what is no number. A lone dash says nothing was there. */
export function readNumber(cell: string, mark: Mark): { negative: boolean; whole: string; fraction: string } | null {
  const text = bareNumber(cell);
  if (/^[-–—]+$/.test(text)) return { negative: false, whole: '0', fraction: '' };
  const plain = mark === ',' ? text.replace(/[.,]/g, (found) => (found === ',' ? '.' : ',')) : text;
  const match = /^([+-]?)(\d+|\d{1,3}(?:,\d{2,3})*,\d{3})(?:\.(\d*))?$/.exec(plain);
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = whole.replaceAll(',', '');
  return { negative: sign === '-' && /[1-9]/.test(digits + fraction), whole: digits, fraction };
}

/** Millionths, half up. */
export function toMicro({ whole, fraction }: { whole: string; fraction: string }): bigint {
  const micro = BigInt(whole) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  return micro + (Number(fraction[6] ?? 0) >= 5 ? 1n : 0n);
}
