import type { Steps } from '../../run-steps';
import { sentencesOf } from '../sentences';
import { wordsOf } from '../words';

const OPENING = /["“„«'‘`]/u;
const CLOSING = ['"', '”', '“', '»', "'", '’', '`'];
/** More is not put in order, nor turned round. */
const MOST_CHARACTERS = 10_000;

/** What stands between the first mark that opens and the last one that closes. */
function quotedIn(message: string): string | undefined {
  const from = message.search(OPENING) + 1;
  const to = Math.max(...CLOSING.map((mark) => message.lastIndexOf(mark)));
  return from > 0 && to > from ? message.slice(from, to) : undefined;
}

/** What a message wants counted or turned: what stands in quotes, behind a colon, or on the lines below. */
function matterOf(message: string): string | undefined {
  const quoted = quotedIn(message);
  if (quoted) return quoted;
  const below = /\n\s*\n?(.+)$/su.exec(message)?.[1];
  if (below) return below.trim();
  const behind = /[:：]\s*(\S.*)$/su.exec(message)?.[1];
  return behind?.trim();
}

/** Letters as people see them, a thousand a step. */
function* graphemesOf(text: string): Steps<string[]> {
  const letters: string[] = [];
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    letters.push(segment);
    if (letters.length % 1_000 === 0) yield;
  }
  return letters;
}

const reversed = (text: string) =>
  Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment)
    .reverse()
    .join('');

const plural = (count: number, word: string) => `**${count.toLocaleString('en')}** ${word}${count === 1 ? '' : 's'}`;

function* counts(text: string): Steps<string> {
  const sentences = yield* sentencesOf(text);
  const letters = yield* graphemesOf(text);
  return [
    `- ${plural(wordsOf(text).length, 'word')}`,
    `- ${plural(letters.length, 'character')}, ${plural(letters.filter((letter) => letter.trim() !== '').length, 'character')} without spaces`,
    `- ${plural(sentences.length, 'sentence')}, ${plural(text.split('\n').length, 'line')}`,
  ].join('\n');
}

/** Without the marks around it, and without those of the question. */
function bare(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s?"”'’]/u.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end).replace(/^["“'‘:]+/u, '');
}

/** How often one letter or word stands in a word or text: "how many r's in strawberry". */
function* occurrences(message: string): Steps<string | undefined> {
  const asked =
    /how (?:many|often)(?: times)?(?: does| is| do)?(?: the)?(?: letters?| words?)?\s+["“']?([\p{L}\p{N}]+?)["”']?(?:['’]?s)?\s+(?:are |is |appears? |occurs? |there )*(?:in|within)\s+(?:(?:the|this) (?:word|text|sentence):?\s+)?(.+)$/isu.exec(
      message,
    );
  const [needle, hay] = [asked?.[1], asked?.[2] && bare(asked[2])];
  if (!needle || !hay || /^(?:words?|characters?|letters?|sentences?|lines?)$/i.test(needle)) return undefined;
  const isLetter = [...needle].length === 1;
  const items = isLetter ? yield* graphemesOf(hay) : wordsOf(hay);
  if (!isLetter && items.length < 2) return undefined;
  const count = items.filter((item) => item.toLowerCase() === needle.toLowerCase()).length;
  return `"${needle}" stands **${count}** ${count === 1 ? 'time' : 'times'} in "${hay.length > 80 ? `${hay.slice(0, 80)}…` : hay}".`;
}

const ORDER = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const CHANGES: readonly [RegExp, string, (text: string) => string][] = [
  [/\b(?:reverse|backwards?)\b/i, 'Backwards', reversed],
  [/\b(?:upper ?case|capital letters|capitals)\b/i, 'In capitals', (text) => text.toUpperCase()],
  [/\b(?:lower ?case|small letters)\b/i, 'In small letters', (text) => text.toLowerCase()],
  [
    /\b(?:sort|alphabetical\w*|alphabeti[sz]e)\b/i,
    'In order',
    (text) => {
      const items = text.split(/\s*[\n,;]\s*/u).filter(Boolean);
      const sorted = items.toSorted(ORDER.compare);
      return sorted.map((item) => `- ${item}`).join('\n');
    },
  ],
];

/** Counts or turns round what a message holds, where it asks for that. */
export function* answerCounting(message: string): Steps<string | undefined> {
  const often = yield* occurrences(message);
  if (often) return often;
  const matter = matterOf(message);
  if (!matter) return undefined;
  const asks = message.slice(0, message.indexOf(matter));
  if (/\b(?:how (?:many|long)|count|number of|length of)\b/i.test(asks))
    return `What I count there:\n\n${yield* counts(matter)}`;
  const change = CHANGES.find(([pattern]) => matter.length <= MOST_CHARACTERS && pattern.test(asks));
  return change && `${change[1]}:\n\n${change[2](matter)}`;
}
