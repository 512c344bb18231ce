import type { ChatTurn, ModelRequest } from '../../types';
import type { Steps } from '../run-steps';
import { answer } from './answer';
import { chat } from './chat/chat';
import { code } from './code/code';
import { email } from './email';
import { explain } from './explain';
import { extract } from './extract/extract';
import type { JsonSchema } from './extract/wanted';
import { outline } from './outline';
import { post } from './post';
import { rewrite } from './rewrite';
import { summarize } from './summarize';
import { write } from './write';

type Demo = Extract<ModelRequest, { kind: 'text' }>['demo'];

export interface ComposeInput {
  task: Demo['task'];
  text: string;
  options: Demo['options'];
  /** Earlier turns of a conversation, oldest first. */
  turns?: readonly ChatTurn[] | undefined;
  /** What an extract must fit. */
  schema?: JsonSchema | undefined;
  isEconomy: boolean;
  maxCharacters: number;
}

/** Stands at the end of every demo text, so that a copy of it is labelled too. */
export const SIGNATURE = '— Demo engine: computed from your own words, no AI model.';

/** Where no schema came along: everything that has a form of its own. */
const USUAL_SCHEMA: JsonSchema = {
  type: 'array',
  items: {
    properties: Object.fromEntries(
      ['name', 'email', 'phone', 'date', 'amount'].map((name) => [name, { type: ['string', 'null'] }]),
    ),
  },
};

type Author = (input: ComposeInput) => Steps<string>;

const AUTHORS: Record<Exclude<Demo['task'], 'extract'>, Author> = {
  summarize: ({ text, options: { length = 'medium', format = 'paragraph' }, isEconomy }) =>
    summarize(text, { length, format, isEconomy }),
  rewrite: ({ text, options: { tone = 'clear', length = 'medium' }, isEconomy }) =>
    rewrite(text, { tone, length: isEconomy ? 'shorter' : length }),
  *write({ text, options: { tone = 'clear', length = 'medium' }, isEconomy }) {
    yield;
    return write(text, { length: isEconomy ? 'short' : length, tone });
  },
  *chat({ text, turns = [] }) {
    const said: ChatTurn[] = [];
    for (const turn of turns) {
      said.push({ ...turn, text: bounded(unsigned(turn.text), MOST_OF_TURN) });
      yield;
    }
    return yield* chat(text, said);
  },
  code: ({ text, options: { mode = 'write', language = '', code: given = '' } }) =>
    code(text, { mode, language, code: given }),
  email: ({ text, options: { original = '', tone = 'neutral', length = 'medium' }, isEconomy }) =>
    email(text, { original, tone, length: isEconomy ? 'short' : length }),
  post: ({ text, options: { platform = '', tone = 'friendly', hashtags = 'few' } }) =>
    post(text, { platform, tone, hashtags }),
  *outline({ text, options: { keywords = '', audience = '' } }) {
    yield;
    return outline(text, { keywords, audience });
  },
  explain: ({ text, options: { level = 'beginner' } }) => explain(text, { level }),
  answer: ({ text, options: { question = '' } }) => answer(text, question),
};

/** An earlier answer without the line below it. */
function unsigned(text: string): string {
  return text.endsWith(SIGNATURE) ? text.slice(0, -SIGNATURE.length).trimEnd() : text;
}

/** The longest text one answer is computed from: no call may keep the process from its other work for long. */
const MOST_CHARACTERS = 100_000;
const MOST_OF_TURN = 20_000;

/** Each costs a turn of every rule; a text of that length that people read has a third of them. */
const MOST_LINES = 4_000;
const MOST_SENTENCES = 4_000;

/** A text up to its `most`th mark. */
function upTo(text: string, mark: RegExp, most: number): string {
  let count = 0;
  for (const { index } of text.matchAll(mark)) if (++count === most) return text.slice(0, index + 1);
  return text;
}

/** As much of a text as is worked on. Endless white space and marks above one letter say nothing, but cost much. */
function bounded(text: string, most = MOST_CHARACTERS): string {
  const head = text
    .slice(0, most)
    .replace(/(?<!\s)\s{40,}/gu, (run) => (run.includes('\n') ? '\n\n' : ' '))
    .replace(/(\p{M}{30})\p{M}+/gu, '$1');
  return upTo(upTo(head, /\n/g, MOST_LINES), /[。！？]|[.!?…](?![\p{L}\p{N}])/gu, MOST_SENTENCES);
}

/** Cut at the last word that fits. */
function fit(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const cut = text.slice(0, Math.max(1, characters - 1)).replace(/[\uD800-\uDBFF]$/, '');
  const atWord = cut.replace(/\s+\S*$/u, '');
  return `${(atWord.length > characters / 2 ? atWord : cut).trimEnd()}…`;
}

/**
 * What the demo engine answers to a text tool: never empty, the same for the same input, signed. An extract is JSON and
 * nothing else: it can be neither cut nor signed.
 */
export function* composeText(given: ComposeInput): Steps<string> {
  const options = Object.fromEntries(Object.entries(given.options).map(([name, value]) => [name, bounded(value)]));
  const input = { ...given, text: bounded(given.text), options };
  yield;
  if (input.task === 'extract') return yield* extract(input.text, input.schema ?? USUAL_SCHEMA);
  const room = Math.max(200, input.maxCharacters) - SIGNATURE.length - 2;
  const made = (yield* AUTHORS[input.task](input)).trim() || input.text.trim() || '(nothing to work on)';
  return `${fit(made, room)}\n\n${SIGNATURE}`;
}
