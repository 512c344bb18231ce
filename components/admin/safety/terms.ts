export interface TermLine {
  /** Counted from 1, as a reader does. */
  line: number;
  term: string;
}

/** One term in each line; empty lines and repeats are left out. */
export function readTerms(text: string): TermLine[] {
  const seen = new Set<string>();
  return text.split(/\r?\n/).flatMap((written, index) => {
    const term = written.trim().replaceAll(/\s+/g, ' ');
    if (term === '' || seen.has(term)) return [];
    seen.add(term);
    return [{ line: index + 1, term }];
  });
}

const MOST = 5;

/** What is wrong with terms, by the line they were written in; at most five. */
export function termErrors(
  errors: readonly { path: string; message: string }[],
  lines: readonly TermLine[],
): { line: number; message: string }[] {
  return errors
    .flatMap(({ path, message }) => {
      const index = /^moderation\.terms\.(\d+)$/.exec(path)?.[1];
      const line = index === undefined ? undefined : lines[Number(index)]?.line;
      return line === undefined ? [] : [{ line, message }];
    })
    .slice(0, MOST);
}
