/** Longer texts are read as Markdown up to here and shown as they are behind it. */
const MOST_MARKDOWN = 60_000;
/** More marks than anybody means: a reader's time would grow with their square. */
const MOST_MARKS = 400;

const FENCE = /^\s{0,24}(?:[-*+>]\s+)?(`{3,}|~{3,})/;
const MARKS = /[_*~`[\]<!\\$]/g;
const STARTS_ANEW = /^\s*(?:$|[-*+>#|]|\d+[.)]\s)/;
/** Eight signs of quotes and lists, and what follows of them. */
const NESTED = /^((?:\s*(?:>|[-*+]\s|\d{1,9}[.)]\s)){8})(?:\s*(?:>|[-*+]\s|\d{1,9}[.)]\s))+/;

/** No deeper than eight levels, whatever a line says. */
function shallow(line: string): string {
  return line.replace(/^[ \t]{24,}/, ' '.repeat(24)).replace(NESTED, '$1');
}

/** A piece of a text: Markdown that a reader is done with soon, or letters to be shown as they are. */
export interface Piece {
  isPlain: boolean;
  text: string;
}

/** Takes apart what would keep a reader of Markdown busy. The words stay as they are. */
export function guard(text: string): Piece[] {
  const end = text.length > MOST_MARKDOWN ? text.lastIndexOf('\n', MOST_MARKDOWN) : text.length;
  const cut = end > 0 ? end : Math.min(text.length, MOST_MARKDOWN);
  const pieces: { isPlain: boolean; lines: string[] }[] = [];
  const add = (isPlain: boolean, line: string) => {
    const last = pieces.at(-1);
    if (last?.isPlain === isPlain) last.lines.push(line);
    else pieces.push({ isPlain, lines: [line] });
  };
  let fence: string | null = null;
  let marks = 0;
  for (const line of text.slice(0, cut).split('\n')) {
    const opens = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (opens?.startsWith(fence) && line.trim() === opens) fence = null;
      add(false, line);
    } else if (opens) {
      fence = opens;
      add(false, line);
    } else {
      if (STARTS_ANEW.test(line)) marks = 0;
      marks += line.match(MARKS)?.length ?? 0;
      if (marks > MOST_MARKS) add(true, line);
      else add(false, shallow(line));
    }
  }
  if (cut < text.length) add(true, text.slice(cut));
  return pieces.map(({ isPlain, lines }) => ({ isPlain, text: lines.join('\n') }));
}
