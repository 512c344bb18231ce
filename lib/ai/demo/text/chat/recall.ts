import type { ChatTurn } from '../../../types';
import type { Steps } from '../../run-steps';
import { summarize } from '../summarize';
import { termsOf } from '../words';

const MOST_QUOTE = 240;

export const quote = (text: string, most = MOST_QUOTE) => {
  const flat = text.replace(/\s+/g, ' ').trim();
  const letters = [...flat];
  return `"${letters.length > most ? `${letters.slice(0, most).join('').trimEnd()}…` : flat}"`;
};

const said = (turns: readonly ChatTurn[], role: ChatTurn['role']) =>
  turns.filter((turn) => turn.role === role).map(({ text }) => text);

/** "my name is …": the last time somebody said so about themselves. */
function* factOf(kind: string, texts: readonly string[]): Steps<string | undefined> {
  const escaped = kind.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const patterns = [new RegExp(`\\bmy ${escaped} (?:is|are|was|will be)\\s+([^.!?\\n]{1,80})`, 'iu')];
  if (kind === 'name')
    patterns.push(/\b(?:i am called|call me|i'm called|ich heiße|je m'appelle|me llamo)\s+([^.!?,\n]{1,60})/iu);
  for (const text of texts.toReversed()) {
    yield;
    for (const pattern of patterns) {
      const found = pattern.exec(text)?.[1];
      if (found) return found.trim().replace(/\s+and\s.*$/i, '');
    }
  }
  return undefined;
}

function ask(message: string, pattern: RegExp): boolean {
  return pattern.test(message);
}

/** The earlier turn of the user that has most in common with a message, if any has much. */
export function* relatedTurn(message: string, turns: readonly ChatTurn[]): Steps<string | undefined> {
  const terms = new Set(termsOf(message));
  let best: { text: string; shared: number } | undefined;
  for (const text of said(turns, 'user')) {
    yield;
    const shared = new Set(termsOf(text.slice(0, 2_000)).filter((term) => terms.has(term))).size;
    if (shared > 0 && shared >= (best?.shared ?? 0)) best = { text, shared };
  }
  return best?.text;
}

function summary(turns: readonly ChatTurn[]): string {
  const asked = said(turns, 'user');
  const shown = asked.length > 8 ? [...asked.slice(0, 3), ...asked.slice(-4)] : asked;
  const lines = shown.map((text) => `- ${quote(text, 120)}`);
  if (asked.length > 8) lines.splice(3, 0, `- … ${asked.length - 7} more …`);
  return `So far you have written ${asked.length} ${asked.length === 1 ? 'message' : 'messages'}:\n\n${lines.join('\n')}`;
}

/** What can be said about the conversation itself; undefined where the message is not about that. */
export function* answerRecall(message: string, turns: readonly ChatTurn[]): Steps<string | undefined> {
  const mine = said(turns, 'user');
  const yours = said(turns, 'assistant');
  const fact =
    /\b(?:what(?:'s| is| was| are)|do you (?:know|remember)|tell me|remember)\b.{0,20}?\bmy ((?:[\p{L}-]+ ){0,2}[\p{L}-]+)\s*\??$/iu.exec(
      message.trim(),
    )?.[1];
  if (fact && !/^(?:last|first|previous)\b/i.test(fact)) {
    const known = yield* factOf(fact, mine);
    return known
      ? `You told me: your ${fact} is **${known}**.`
      : `You have not told me your ${fact} in this conversation.`;
  }
  if (
    ask(
      message,
      /\b(?:summari[sz]e|sum up|recap|overview of)\b.{0,30}\b(?:conversation|chat|discussion|so far|we (?:have )?(?:said|talked|discussed))|what (?:did|have) we (?:talk|discuss|spoken)/i,
    )
  )
    return mine.length > 0 ? summary(turns) : 'We have not said anything yet: this is your first message.';
  if (
    ask(
      message,
      /\bwhat (?:did|have) i (?:just )?(?:say|said|ask|asked|write|written|tell|told)|my (?:last|previous|first) (?:message|question)/i,
    )
  ) {
    const which = /\bfirst\b/i.test(message) ? mine[0] : mine.at(-1);
    return which
      ? `${/\bfirst\b/i.test(message) ? 'First' : 'Before this'} you wrote: ${quote(which)}`
      : 'This is your first message.';
  }
  if (
    ask(
      message,
      /\b(?:repeat (?:that|it)|say (?:that|it) again|what did you (?:just )?(?:say|answer)|your (?:last|previous) (?:answer|message))\b/i,
    )
  ) {
    const last = yours.at(-1);
    return last
      ? `I had answered:\n\n> ${last.replace(/\n/g, '\n> ').slice(0, 2_000)}`
      : 'I have not answered anything yet.';
  }
  const isShorter = ask(
    message,
    /^\s*(?:please |now |and )*(?:(?:make|say) (?:it|that|this) )?(?:shorter|more briefly|briefer|summari[sz]e (?:that|it|this|the above)|tl;?dr|in (?:one|a) sentence)\b/i,
  );
  const long = turns.findLast(({ text }) => text.length > 160)?.text;
  if (isShorter && long) return yield* summarize(long, { length: 'short', format: 'paragraph', isEconomy: true });
  return undefined;
}
