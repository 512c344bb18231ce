import { keyPhrases } from './key-phrases';
import { DRAFTS, type Draft, type Intent } from './drafts';
import { subjectOf } from './subject';

export interface WriteOptions {
  length: string;
  tone: string;
}

/** In characters: what is to be made is said before that. */
const MOST_WISH = 2_000;

const INTENTS: readonly [RegExp, Intent][] = [
  [
    /\b(?:e-?mail|mail|letter|message to|reply|invitation|complaint|application|brief an|lettre|carta|correo)\b/i,
    'letter',
  ],
  [/\b(?:compare|comparison|versus|vs\.?|pros and cons|difference between|or should)\b/i, 'comparison'],
  [/\b(?:story|tale|fairy|novel|scene|plot|poem|song|haiku|limerick|geschichte|gedicht|histoire|cuento)\b/i, 'story'],
  [/\b(?:titles?|headlines?|names?|slogans?|taglines?|subject lines?|mottos?)\b/i, 'titles'],
  [
    /\b(?:tweet|post|caption|advert|ad copy|product description|announcement|linkedin|instagram|flyer|slogan)\b/i,
    'post',
  ],
  [
    /\b(?:plan|steps|how (?:to|do i|can i)|checklist|schedule|itinerary|to-?do|recipe|prepare for|organi[sz]e|roadmap|guide)\b/i,
    'plan',
  ],
  [/\b(?:ideas?|brainstorm|list|suggest|suggestions|ways to|examples|options)\b/i, 'ideas'],
  [/\b(?:explain|what (?:is|are)|why|describe|meaning of|how does|how do|erkl|explique|explica)\b/i, 'explanation'],
];

const PHRASES: Record<string, number> = { short: 3, medium: 5, long: 7 };

export function intentOf(prompt: string): Intent {
  const wish = prompt.slice(0, MOST_WISH);
  return INTENTS.find(([pattern]) => pattern.test(wish))?.[1] ?? 'outline';
}

/**
 * A scaffold for what was asked, built around the prompt's own words: the shape is ours, the matter is the user's,
 * and what nobody has told us stands in [brackets].
 */
export function write(prompt: string, { length, tone }: WriteOptions): string {
  const { topic, recipient } = subjectOf(prompt);
  const most = PHRASES[length] ?? PHRASES.medium!;
  const found = keyPhrases(prompt, most).filter((phrase) => phrase.toLowerCase() !== recipient?.toLowerCase());
  const phrases = found.length > 0 ? found : [topic];
  const draft: Draft = { topic, phrases, most, tone, ...(recipient ? { recipient } : {}) };
  return DRAFTS[intentOf(prompt)](draft);
}
