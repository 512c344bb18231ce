import type { Steps } from '../run-steps';
import { keyPhrases } from './key-phrases';
import { rankSentences } from './rank-sentences';
import { sentencesOf } from './sentences';
import { subjectOf } from './subject';

export interface PostOptions {
  platform: string;
  tone: string;
  /** "none", "few", "many", or a number. */
  hashtags: string;
}

/** Characters that fit, and how many hashtags are usual there. */
const PLATFORMS: readonly [RegExp, { characters: number; tags: number }][] = [
  [/^x$|twitter/, { characters: 280, tags: 2 }],
  [/bluesky/, { characters: 300, tags: 2 }],
  [/threads|mastodon/, { characters: 500, tags: 3 }],
  [/instagram/, { characters: 2_200, tags: 8 }],
  [/tiktok|youtube|pinterest/, { characters: 500, tags: 5 }],
  [/linkedin/, { characters: 3_000, tags: 4 }],
];
const OTHER = { characters: 1_000, tags: 3 };
/** People stop reading: longer than this is no post, whatever the platform takes. */
const MOST_CHARACTERS = 900;

const capital = (text: string) => text.replace(/^\P{L}*\p{Ll}/u, (start) => start.toUpperCase());
const lengthOf = (text: string) => [...text].length;

/** A phrase as one tag: "city garden" is #CityGarden. */
function tagOf(phrase: string): string {
  const joined = phrase
    .split(/\s+/)
    .map(capital)
    .join('')
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  return joined.length > 1 && lengthOf(joined) <= 30 && !/^\d+$/.test(joined) ? `#${joined}` : '';
}

function tagCount(wish: string, usual: number): number {
  if (/^(?:none|no|off|0|without)$/i.test(wish)) return 0;
  if (/^\d+$/.test(wish)) return Math.min(15, Number(wish));
  if (/many|more/i.test(wish)) return Math.min(12, usual * 2);
  return /few|some/i.test(wish) ? Math.min(3, usual) : usual;
}

function hookOf(topic: string, tone: string): string {
  if (/persua|bold|promot|sales/.test(tone))
    return `What if ${topic.replace(/^(?:we|our|the|a|an)\s+/i, '')} could be easier?`;
  if (/friend|warm|playful|fun|casual|excit/.test(tone)) return `Something we are happy about: ${topic}!`;
  return `${capital(topic)}.`;
}

/** The text's own sentences, the weightiest of them, in their order, as many as fit. */
function* bodyOf(sentences: readonly string[], room: number): Steps<string[]> {
  const ranked = (yield* rankSentences(sentences)).toSorted((a, b) => b.score - a.score);
  const taken: typeof ranked = [];
  let left = room;
  for (const sentence of ranked) {
    yield;
    // No need to count the letters of what is far too long.
    if (sentence.text.length > left * 12) continue;
    const size = lengthOf(sentence.text) + 1;
    if (size > left) continue;
    taken.push(sentence);
    left -= size;
  }
  return taken.toSorted((a, b) => a.index - b.index).map(({ text }) => text);
}

function cut(text: string, most: number): string {
  if (lengthOf(text) <= most) return text;
  return `${[...text]
    .slice(0, most - 1)
    .join('')
    .replace(/\s+\S*$/u, '')
    .trimEnd()}…`;
}

/** A post as long as its platform takes, of the topic's own sentences and words. */
export function* post(text: string, { platform, tone, hashtags }: PostOptions): Steps<string> {
  const { characters, tags } = PLATFORMS.find(([pattern]) => pattern.test(platform.toLowerCase()))?.[1] ?? OTHER;
  const most = Math.min(MOST_CHARACTERS, characters);
  const { topic } = subjectOf(text);
  const sentences = [...new Set(yield* sentencesOf(text))];
  const count = tagCount(hashtags, tags);
  const found = [
    ...new Set(
      keyPhrases(text, count + 4)
        .map(tagOf)
        .filter(Boolean),
    ),
  ].slice(0, count);
  // Tags never take more than a third of what fits.
  while (found.length > 0 && lengthOf(found.join(' ')) > most / 3) found.pop();
  const tagLine = found.join(' ');
  const room = most - (tagLine ? lengthOf(tagLine) + 2 : 0);
  const isText = sentences.length > 1;
  const ask = '[What should people do now, and where?]';
  const lines = isText
    ? yield* bodyOf(sentences, room)
    : [
        hookOf(topic, tone),
        ...keyPhrases(text, 3).map((phrase) => `- ${capital(phrase)}: [what people get from it]`),
        ask,
      ];
  let body = lines.join(isText && most > 400 ? '\n\n' : isText ? ' ' : '\n');
  for (let keep = lines.length - 1; lengthOf(body) > room && keep > 0; keep -= 1)
    body = lines.slice(0, keep).join(isText ? ' ' : '\n');
  return [cut(body || capital(topic), room), tagLine].filter(Boolean).join('\n\n');
}
