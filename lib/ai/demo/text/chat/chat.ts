import type { ChatTurn } from '../../../types';
import type { Steps } from '../../run-steps';
import { keyPhrases } from '../key-phrases';
import { summarize } from '../summarize';
import { intentOf, write } from '../write';
import { findSum, formatNumber } from './arithmetic';
import { answerCounting } from './counting';
import { answerDates } from './dates';
import { answerRecall, quote, relatedTurn } from './recall';
import { answerUnits } from './units';

const WHAT_I_AM =
  'I am the demo engine of this hub: rules and arithmetic, no AI model, so I know nothing about the world. With a provider set up, a model would answer here.';
/** In characters: what is asked stands in the first of them; only what is pasted or counted is read on. */
const MOST_QUESTION = 4_000;
const ABLE =
  'What I can do by myself: work out sums, units and dates, count and sort words, sum up a text you paste, draft letters, plans and lists around your own words, and tell you what was said before.';

function smallTalk(message: string): string | undefined {
  const short = message.trim();
  if (short.length > 60) return undefined;
  if (
    /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|hallo|guten tag|bonjour|salut|hola|ciao|olá)\b[^?]*$/iu.test(
      short,
    )
  )
    return `Hello! ${WHAT_I_AM}\n\n${ABLE}`;
  if (/^(?:thanks?|thank you|thx|danke|merci|gracias|cheers)\b/iu.test(short))
    return 'You are welcome. What shall we do next?';
  if (
    /\b(?:who|what) are you\b|\bare you (?:an? )?(?:ai|bot|human|real|gpt|model)\b|\bwhat can you do\b|^help\??$/iu.test(
      short,
    )
  )
    return `${WHAT_I_AM}\n\n${ABLE}`;
  return undefined;
}

function sum(message: string): string | undefined {
  const found = findSum(message);
  if (!found) return undefined;
  const { expression, value } = found;
  if (Number.isNaN(value) || !Number.isFinite(value))
    return `${expression} has no value that I can write down (a division by zero, or too large).`;
  return `${expression} = **${formatNumber(value)}**`;
}

function clock(message: string): string | undefined {
  return /\b(?:what(?:'s| is) (?:the )?(?:date|time|day)|what day is (?:it|today)|today's date)\b/i.test(message)
    ? 'I do not look at the clock: the same message always gets the same answer here. Name a date, and I can reckon with it.'
    : undefined;
}

/** A pasted text with a wish to have it summed up. */
function* pasted(message: string): Steps<string | undefined> {
  const found =
    /^\s*(?:please |can you |could you )*(?:summari[sz]e|sum up|shorten|tl;?dr)\b[^:\n]{0,40}[:\n]\s*(.{80,})$/isu.exec(
      message,
    );
  return found ? yield* summarize(found[1]!, { length: 'short', format: 'bullets', isEconomy: false }) : undefined;
}

/** A shape for what was asked, where the words say what to make. */
function draft(message: string): string | undefined {
  if (
    !/^\s*(?:please |can you |could you |help me |i (?:need|want) )*(?:to )?(?:write|draft|compose|plan|compare|list|brainstorm|give me|suggest|create|make|outline|prepare)\b/i.test(
      message,
    )
  )
    return undefined;
  return `A frame for it, built around your words; what nobody has told me stands in [brackets]:\n\n${write(message, { length: 'short', tone: 'neutral' })}`;
}

/** What is left when nothing can be computed: to say so, and to help with the question itself. */
function* honest(message: string, turns: readonly ChatTurn[]): Steps<string> {
  const phrases = keyPhrases(message, 3);
  const related = yield* relatedTurn(message, turns);
  const [first, second] = phrases;
  const questions = [
    intentOf(message) === 'explanation' || /\?\s*$/.test(message)
      ? `What would a good answer let you do or decide${first ? ` about ${first}` : ''}?`
      : `What should come of it${first ? ` for ${first}` : ''}: a decision, a text, a list?`,
    second
      ? `What matters more to you: ${first}, or ${second}?`
      : 'What do you know already, and which part is unsure?',
    'Is there a text with the facts? Paste it, and I pick out what fits ("Summarise: …").',
  ];
  const before = related ? `\n\nYou spoke of this before: ${quote(related, 160)}` : '';
  return `I cannot answer that: ${WHAT_I_AM}${before}\n\nTo get closer:\n\n${questions.map((line) => `- ${line}`).join('\n')}`;
}

/**
 * One answer of a conversation. What can be computed is computed; about the conversation itself it tells what was really
 * said; everything else it says it cannot know.
 */
export function* chat(whole: string, turns: readonly ChatTurn[]): Steps<string> {
  const message = whole.slice(0, MOST_QUESTION);
  const about =
    (yield* answerRecall(message, turns)) ??
    smallTalk(message) ??
    (yield* pasted(whole)) ??
    answerDates(message) ??
    answerUnits(message);
  if (about) return about;
  return (
    (yield* answerCounting(whole)) ??
    sum(message) ??
    clock(message) ??
    draft(message) ??
    (yield* honest(message, turns))
  );
}
