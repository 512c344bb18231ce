/** The end of the JSON value that begins at `start` with a bracket: behind its last bracket, or -1 where it never closes. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let isString = false;
  for (let index = start; index < text.length; index++) {
    const letter = text[index];
    if (isString) {
      if (letter === '\\') index++;
      else if (letter === '"') isString = false;
    } else if (letter === '"') isString = true;
    else if (letter === '{' || letter === '[') depth++;
    else if (letter === '}' || letter === ']') {
      depth--;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}

const parse = (text: string): { value: unknown } | null => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
};

/** How many beginnings are tried: words before the answer may hold brackets of their own. */
const MOST_TRIES = 20;

/** What begins a list or an object of JSON, and hardly ever a word in brackets. */
const BEGINS_JSON = /^(?:\{\s*(?:"|$)|\[\s*(?:["{[]|$))/u;

/**
 * The first JSON object or list in an answer, which may stand in a fence of code or between words; null where none is, and
 * where it broke off: a record inside of what never closes is not the answer.
 */
export function findJson(text: string): { value: unknown } | null {
  const whole = parse(text);
  if (whole) return whole;
  let start = text.search(/[[{]/u);
  for (let tries = 0; start >= 0 && tries < MOST_TRIES; tries++) {
    const end = endOf(text, start);
    if (end < 0 && BEGINS_JSON.test(text.slice(start, start + 200))) return null;
    const found = end < 0 ? null : parse(text.slice(start, end));
    if (found) return found;
    const next = text.slice(start + 1).search(/[[{]/u);
    start = next < 0 ? -1 : start + 1 + next;
  }
  return null;
}
