export interface TextLine {
  /** Counted from 1, as a reader does. */
  line: number;
  text: string;
}

/** The lines of a field that say something, as they were typed. Browsers send line ends as two characters. */
export function textLines(typed: string): TextLine[] {
  return typed
    .split(/\r?\n/)
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '');
}

/** A list with one entry in each line: blanks that stand together are one, repeats are left out. */
export function listLines(typed: string): TextLine[] {
  const first = new Map<string, TextLine>();
  for (const { line, text } of textLines(typed)) {
    const entry = text.trim().replaceAll(/\s+/g, ' ');
    if (!first.has(entry)) first.set(entry, { line, text: entry });
  }
  return [...first.values()];
}

/** Whether such a list says the same as the one in the settings. */
export function sameList(lines: readonly TextLine[], before: readonly string[]): boolean {
  const was = listLines(before.join('\n'));
  return lines.length === was.length && lines.every(({ text }, index) => text === was[index]?.text);
}

const MOST = 5;

/**
 * What is wrong with entries, by the line they were written in; at most five.
 * @param path of the list in the settings, which the errors' paths begin with
 */
export function lineErrors(
  errors: readonly { path: string; message: string }[],
  path: string,
  lines: readonly TextLine[],
): { line: number; message: string }[] {
  return errors
    .filter((error) => error.path.startsWith(`${path}.`))
    .flatMap((error) => {
      const line = lines[Number(error.path.slice(path.length + 1))]?.line;
      return line === undefined ? [] : [{ line, message: error.message }];
    })
    .slice(0, MOST);
}
