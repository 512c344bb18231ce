import { wordsOf } from './words';

export interface Subject {
  /** What it is about, in the user's words; never empty. */
  topic: string;
  /** Whom it goes to, where the prompt says so. */
  recipient?: string;
}

const MAX_TOPIC_WORDS = 14;
/** In characters: a wish names its matter in its first words. */
const MOST_CHARACTERS = 2_000;
const LEADING =
  /^(?:please\s+|can you\s+|could you\s+|i (?:need|want|would like)(?: you)?(?: to)?\s+|help me(?: to)?\s+)*(?:write|draft|compose|create|make|generate|give me|prepare|produce|suggest|brainstorm|list|outline|explain|describe|tell me|plan|design|show(?: me)?|compare|come up with)?\s*/i;
const PRODUCT =
  /^(?:me\s+)?(?:an?|the|some|\d+|two|three|four|five|six|seven|eight|nine|ten|twenty)?\s*(?:[\p{L}-]+\s+){0,3}?(?:e-?mails?|letters?|messages?|posts?|tweets?|captions?|articles?|essays?|stor(?:y|ies)|poems?|lists?|ideas?|names?|titles?|headlines?|slogans?|plans?|checklists?|steps|schedule|outline|summary|paragraphs?|sentences?|bullet points?|text|speech|descriptions?|introduction|adverts?|ads?|guide|agenda|recipe)\b\s*/iu;
const LINK =
  /^(?:about|on|regarding|concerning|for|of|to|that|which|how to|saying|telling|explaining|describing|announcing)\s+/i;

const trim = (text: string) => text.replace(/^[\s,:;.!?–—-]+|[\s,:;.!?–—-]+$/gu, '');

/** The part of a prompt that names its matter: the request's own words taken off the front. */
export function subjectOf(whole: string): Subject {
  const prompt = whole.trim().slice(0, MOST_CHARACTERS);
  const sentence = prompt
    .trim()
    .split(/(?<=[.!?。！？])\s|\n/u)[0]!
    .replace(/\s+/g, ' ');
  let rest = sentence.replace(LEADING, '').replace(PRODUCT, '');
  const to =
    /^to (.{2,50}?)(?=\s+(?:about|on|regarding|concerning|that|because|asking|saying|telling|to|for|explaining|why|how|what)\b|[,.:;]|$)/iu.exec(
      rest,
    );
  const recipient = to && !/^(?:do|be|get|make|have|help|improve|learn)\b/i.test(to[1]!) ? trim(to[1]!) : undefined;
  if (recipient) rest = rest.slice(to![0].length).trimStart();
  for (let round = 0; round < 2; round += 1) rest = rest.replace(LINK, '');
  const bare = trim(rest) || trim(sentence) || prompt.trim() || 'your idea';
  const words = bare.split(' ');
  const topic = words.length > MAX_TOPIC_WORDS ? `${words.slice(0, MAX_TOPIC_WORDS).join(' ')}…` : bare;
  const short = wordsOf(topic).length > 0 ? topic : prompt.trim();
  return { topic: [...short].slice(0, 140).join(''), ...(recipient ? { recipient } : {}) };
}
