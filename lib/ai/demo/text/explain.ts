import type { Steps } from '../run-steps';
import { keyPhrases } from './key-phrases';
import { meaningOf } from './plain-words';
import { rewrite } from './rewrite';
import { sentencesOf } from './sentences';
import { summarize } from './summarize';
import { stem, wordsOf } from './words';
import { write } from './write';

const MOST_MEANINGS = 12;
/** In characters: who reads on has met the hard words. */
const MOST_LOOKED_UP = 20_000;
/** Letters from which a word that our list does not know may still be hard. */
const LONG_WORD = 11;

const isSimple = (level: string) => /child|kid|simple|beginner|easy|five|ten|new/.test(level);

/** The hard words of a text with their meanings, in its order, and those that are long but not in our list. */
function hardWords(text: string): { known: [string, string][]; unknown: string[] } {
  const known = new Map<string, [string, string]>();
  const unknown = new Map<string, string>();
  for (const word of wordsOf(text.slice(0, MOST_LOOKED_UP))) {
    const meaning = meaningOf(word);
    if (meaning) known.set(meaning, [word.toLowerCase(), meaning]);
    else if (/^[a-z]+$/i.test(word) && word.length >= LONG_WORD) unknown.set(stem(word), word.toLowerCase());
  }
  return { known: [...known.values()].slice(0, MOST_MEANINGS), unknown: [...unknown.values()].slice(0, 6) };
}

function glossary(text: string): string {
  const { known, unknown } = hardWords(text);
  const lines = known.map(([word, meaning]) => `- **${word}**: ${meaning}`);
  if (unknown.length > 0) lines.push(`- Not in my list of words: ${unknown.join(', ')}`);
  return lines.length > 0 ? `**Words in it**\n\n${lines.join('\n')}` : '';
}

/**
 * A text in shorter sentences and plainer words, what it turns on, and what its hard words mean. A mere topic gets a frame
 * for an explanation instead: what nobody has told us is not made up.
 */
export function* explain(text: string, { level }: { level: string }): Steps<string> {
  const sentences = yield* sentencesOf(text);
  if (sentences.length < 2 && wordsOf(text.slice(0, 2_000)).length < 12) {
    const meaning = meaningOf(text.trim());
    const known = meaning ? `**${text.trim()}** means: ${meaning}.\n\n` : '';
    const asked = /\b(?:explain|what|why|how)\b/i.test(text) ? text : `Explain ${text}`;
    return [`${known}${write(asked, { length: 'short', tone: 'clear' })}`, glossary(text)].filter(Boolean).join('\n\n');
  }
  const plain = yield* rewrite(text, { tone: 'simple', length: isSimple(level) ? 'shorter' : 'same' });
  const isSame = plain.includes('(No rule of the demo engine changes this text.');
  const gist =
    sentences.length > 3 ? yield* summarize(text, { length: 'short', format: 'paragraph', isEconomy: true }) : '';
  yield;
  const phrases = keyPhrases(text, isSimple(level) ? 3 : 5);
  yield;
  return [
    gist && `**The heart of it**\n\n${gist}`,
    isSame ? '' : `**In plainer words**\n\n${plain}`,
    phrases.length > 0 && `**It turns on**\n\n${phrases.map((phrase) => `- ${phrase}`).join('\n')}`,
    glossary(text),
    `**Check yourself**\n\n- Can you say in one sentence what ${phrases[0] ?? 'it'} has to do with ${phrases[1] ?? 'the rest'}?`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
