import { AppError } from '@/lib/errors';

const MAX_DEPTH = 40;

function refuse(path: string, message: string): AppError {
  return new AppError('invalid_input', `${path || 'body'}: ${message}`, { fields: [{ path, message }] });
}

function isText(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed();
}

/**
 * What no table can store is refused before anything looks at it: NUL and half surrogates fail inside the database,
 * endless nesting inside recursion. Walks without recursion itself.
 * @throws AppError invalid_input with the dotted path.
 */
export function assertStorable(input: unknown): void {
  const open: { value: unknown; path: string; depth: number }[] = [{ value: input, path: '', depth: 0 }];
  for (let node = open.pop(); node; node = open.pop()) {
    const { value, path, depth } = node;
    if (typeof value === 'string' && !isText(value)) throw refuse(path, 'has characters that are not text');
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) throw refuse(path, `is nested deeper than ${MAX_DEPTH}`);
    for (const [key, member] of Object.entries(value)) {
      if (!isText(key)) throw refuse(path, 'has a name with characters that are not text');
      // Schemas drop this name without a word; nobody who sends it should believe that it was taken.
      if (key === '__proto__') throw refuse(path ? `${path}.${key}` : key, 'is not known here');
      open.push({ value: member, path: path ? `${path}.${key}` : key, depth: depth + 1 });
    }
  }
}
