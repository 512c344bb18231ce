/** Where the bracket that opens at `from` closes. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if ('[('.includes(text[at] ?? ' ')) depth++;
    if ('])'.includes(text[at] ?? ' ') && --depth === 0) return at;
  }
  throw new Error('A bracket in the function never closes.');
}

/** Members between the commas of the outermost level. */
function members(list: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < list.length; at++) {
    if ('[('.includes(list[at] ?? ' ')) depth++;
    if ('])'.includes(list[at] ?? ' ')) depth--;
    if (list[at] === ',' && depth === 0) {
      found.push(list.slice(start, at));
      start = at + 1;
    }
  }
  return [...found, list.slice(start)];
}

const ACCOUNT = `'platform:revenue'`;
const ARRAYS = 3;

/**
 * The text of a function that posts three parallel arrays (accounts, amounts, balances), without the member of revenue.
 * @throws Error when the function is written otherwise: then this is the place to follow it.
 */
export function withoutRevenue(definition: string): string {
  const mention = definition.indexOf(ACCOUNT);
  if (mention < 0) throw new Error('The function does not mention platform:revenue.');
  let text = definition;
  let from = text.lastIndexOf('ARRAY[', mention);
  let position = -1;
  for (let count = 0; count < ARRAYS; count++) {
    const open = text.indexOf('[', from);
    const close = from < 0 || open < 0 ? -1 : closing(text, open);
    const parts = close < 0 ? [] : members(text.slice(open + 1, close));
    if (count === 0) position = parts.findIndex((part) => part.includes(ACCOUNT));
    if (position < 0 || parts.length <= position) throw new Error('The entries of the function are not three arrays.');
    parts.splice(position, 1);
    text = `${text.slice(0, open + 1)}${parts.join(',')}${text.slice(close)}`;
    from = text.indexOf('ARRAY[', open);
  }
  return text;
}
