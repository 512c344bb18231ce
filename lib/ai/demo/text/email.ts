import type { Steps } from '../run-steps';
import { keyPhrases } from './key-phrases';
import { rewrite } from './rewrite';
import { sentencesOf } from './sentences';
import { subjectOf } from './subject';

export interface EmailOptions {
  /** The mail that is answered; empty where none is. */
  original: string;
  tone: string;
  length: string;
}

/** In so many of its last characters a sentence ends. */
const ENDING = 12;

const capital = (text: string) => text.replace(/^\P{L}*\p{Ll}/u, (start) => start.toUpperCase());
const stopped = (text: string) => (/[.!?…。！？]["'”’)]*$/u.test(text.slice(-ENDING)) ? text : `${text}.`);

/** Who wrote a mail, as far as its end says so: the line below its last greeting. */
function senderOf(original: string): string | undefined {
  const lines = original.split('\n').map((line) => line.trim());
  const bye = lines.findLastIndex((line) =>
    /^(?:best|kind|warm|many)?\s*(?:regards|wishes|thanks|thank you|best|cheers|sincerely|yours|love|grüße|gruß|cordialement|saludos)\b.{0,20}$/iu.test(
      line,
    ),
  );
  const name = bye < 0 ? undefined : lines.slice(bye + 1).find(Boolean);
  return name && name.length <= 40 && /^\p{Lu}/u.test(name) ? name.replace(/[,.]$/, '') : undefined;
}

const subjectLine = (original: string) =>
  /^[^\S\n]*subject:[^\S\n]*(\S.*)$/im
    .exec(original)?.[1]
    ?.replace(/^(?:re|aw|fwd?):\s*/i, '')
    .trim();

/** Orders about the mail ("tell Anna that …") become what the mail says. */
const TURNS: readonly [RegExp, string][] = [
  [/^(?:please )?(?:tell|inform|remind|let) (?:\S+|my \S+|the \S+) (?:know )?(?:that |about )?/i, ''],
  [/^(?:please )?(?:say|mention|explain|add|write|note|point out) (?:that )?/i, ''],
  [/^(?:please )?ask (?:\S+ )?(?:if|whether) (?:he|she|they|it is ok if) /i, 'Could you tell me whether you '],
  [/^(?:please )?ask (?:\S+ )?(?:if|whether) /i, 'Could you tell me whether '],
  [/^(?:please )?ask (?:him|her|them|\p{Lu}\S+) to /iu, 'Could you please '],
  [/^(?:please )?ask (?:about|for) /i, 'I would like to ask about '],
  [/^(?:please )?apologi[sz]e (?:for|that) /i, 'I am sorry for '],
  [/^(?:please )?thank (?:him|her|them|\p{Lu}\S+) for /iu, 'Thank you for '],
  [/^(?:please )?(?:suggest|propose) /i, 'I would suggest '],
  [/^(?:please )?offer (?:to )?/i, 'I would be glad to offer '],
  [/^(?:please )?decline /i, 'Unfortunately I have to decline '],
];

function pointOf(wish: string): string {
  const turned = TURNS.find(([pattern]) => pattern.test(wish));
  const said = turned ? wish.replace(turned[0], turned[1]) : wish;
  const question = /^(?:could|can|would|will|do|is|are|what|when|where|who|how)\b/i.test(said);
  return capital(question ? `${said.slice(0, -ENDING)}${said.slice(-ENDING).replace(/[.?]*$/, '?')}` : stopped(said));
}

function* pointsOf(text: string): Steps<string[]> {
  const points: string[] = [];
  for (const sentence of yield* sentencesOf(text)) {
    for (const wish of sentence.split(/;\s+/)) {
      points.push(pointOf(wish.trim()));
      yield;
    }
  }
  return points.filter((point) => /[\p{L}\p{N}]/u.test(point));
}

const OPENINGS: Record<string, string> = {
  friendly: 'I hope you are well.',
  warm: 'I hope you are well.',
  apologetic: 'First of all, I am sorry for the trouble.',
};

/** A mail from the points that were given, in their order; nothing is in it that nobody said. */
export function* email(text: string, { original, tone, length }: EmailOptions): Steps<string> {
  const points = yield* pointsOf(text);
  const isWarm = /friend|warm|casual|playful/.test(tone);
  const { recipient, topic } = subjectOf(text);
  const named = /^(?:please )?(?:tell|ask|thank|remind|let|inform) (\p{Lu}[\p{L}'-]+)/u.exec(text.trim())?.[1];
  const name = senderOf(original) ?? named ?? (recipient ? `[name of ${recipient}]` : '[name]');
  const turns = keyPhrases(original || text, 3).filter((phrase) => phrase.toLowerCase() !== named?.toLowerCase());
  const about = subjectLine(original) ?? turns.slice(0, 2).join(', ');
  const subject = original ? `Re: ${subjectLine(original) ?? (about || topic)}` : capital(about || topic);
  const reply = original ? `Thank you for your message${about ? ` about ${about}` : ''}.` : (OPENINGS[tone] ?? '');
  const isShort = length === 'short';
  const body = points.length > 3 && !isShort ? points.map((point) => `- ${point}`).join('\n') : points.join(' ');
  const said = yield* rewrite(body || `[What you want to say about ${topic}]`, {
    tone: isWarm ? 'friendly' : tone,
    length: 'same',
  });
  const close =
    length === 'long' ? 'Please tell me if anything is unclear, or if another time or way would suit you better.' : '';
  return [
    `Subject: ${[...subject].slice(0, 90).join('')}`,
    `${isWarm ? 'Hi' : 'Dear'} ${name},`,
    isShort && original ? '' : reply,
    // The note about the rules' language belongs below a rewriting, not into a mail.
    said.replace(/\n\n\(No rule of the demo engine[^)]*\)$/, ''),
    close,
    `${isWarm ? 'Best wishes,' : 'Kind regards,'}\n[Your name]`,
  ]
    .filter(Boolean)
    .join('\n\n');
}
