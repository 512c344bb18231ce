import { blocksOf, splitSentences } from '../sentences';
import { wordsOf } from '../words';

const QUOTED = /["“„«'‘`](.+)["”“»'’`]/su;

/** What a message wants counted or turned: what stands in quotes, behind a colon, or on the lines below. */
function matterOf(message: string): string | undefined {
  const quoted = QUOTED.exec(message)?.[1];
  if (quoted) return quoted;
  const below = /\n\s*\n?(.+)$/su.exec(message)?.[1];
  if (below) return below.trim();
  const behind = /[:：]\s*(\S.*)$/su.exec(message)?.[1];
  return behind?.trim();
}

const graphemes = (text: string) => [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment);
const plural = (count: number, word: string) => `**${count.toLocaleString('en')}** ${word}${count === 1 ? '' : 's'}`;

function counts(text: string): string {
  const sentences = blocksOf(text).flatMap(splitSentences);
  return [
    `- ${plural(wordsOf(text).length, 'word')}`,
    `- ${plural(graphemes(text).length, 'character')}, ${plural(graphemes(text.replace(/\s+/gu, '')).length, 'character')} without spaces`,
    `- ${plural(sentences.length, 'sentence')}, ${plural(text.split('\n').length, 'line')}`,
  ].join('\n');
}

/** How often one letter or word stands in a word or text: "how many r's in strawberry". */
function occurrences(message: string): string | undefined {
  const asked =
    /how (?:many|often)(?: times)?(?: does| is| do)?(?: the)?(?: letters?| words?)?\s+["“']?([\p{L}\p{N}]+?)["”']?(?:['’]?s)?\s+(?:are |is |appears? |occurs? |there )*(?:in|within)\s+(?:(?:the|this) (?:word|text|sentence):?\s+)?(.+?)\s*\?*$/isu.exec(
      message,
    );
  const [needle, hay] = [asked?.[1], asked?.[2]?.replace(/^["“'‘:]+|["”'’]+$/gu, '')];
  if (!needle || !hay || /^(?:words?|characters?|letters?|sentences?|lines?)$/i.test(needle)) return undefined;
  const isLetter = [...needle].length === 1;
  const items = isLetter ? graphemes(hay) : wordsOf(hay);
  if (!isLetter && items.length < 2) return undefined;
  const count = items.filter((item) => item.toLowerCase() === needle.toLowerCase()).length;
  return `"${needle}" stands **${count}** ${count === 1 ? 'time' : 'times'} in "${hay.length > 80 ? `${hay.slice(0, 80)}…` : hay}".`;
}

const CHANGES: readonly [RegExp, string, (text: string) => string][] = [
  [/\b(?:reverse|backwards?)\b/i, 'Backwards', (text) => graphemes(text).reverse().join('')],
  [/\b(?:upper ?case|capital letters|capitals)\b/i, 'In capitals', (text) => text.toUpperCase()],
  [/\b(?:lower ?case|small letters)\b/i, 'In small letters', (text) => text.toLowerCase()],
  [
    /\b(?:sort|alphabetical\w*|alphabeti[sz]e)\b/i,
    'In order',
    (text) => {
      const items = text.split(/\s*[\n,;]\s*/u).filter(Boolean);
      const sorted = items.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' }));
      return sorted.map((item) => `- ${item}`).join('\n');
    },
  ],
];

/** Counts or turns round what a message holds, where it asks for that. */
export function answerCounting(message: string): string | undefined {
  const often = occurrences(message);
  if (often) return often;
  const matter = matterOf(message);
  if (!matter) return undefined;
  const asks = message.slice(0, message.indexOf(matter));
  if (/\b(?:how (?:many|long)|count|number of|length of)\b/i.test(asks))
    return `What I count there:\n\n${counts(matter)}`;
  const change = CHANGES.find(([pattern]) => pattern.test(asks));
  return change && `${change[1]}:\n\n${change[2](matter)}`;
}
