const MOST = 140;

/** What a run is called: the beginning of what was typed, on one line. Empty when nothing is left of it. */
export function titleOf(input: Readonly<Record<string, unknown>>): string {
  const { fileId: _file, seed: _seed, to: _to, tone: _tone, ...texts } = input;
  const words = [texts.prompt, texts.message, texts.question, texts.text, ...Object.values(texts)].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  if (typeof words !== 'string') return '';
  // The beginning of a long document is enough to look at.
  const line = words
    .slice(0, MOST * 8)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MOST
    ? `${line
        .slice(0, MOST - 1)
        .trimEnd()
        .toWellFormed()}…`
    : line;
}
