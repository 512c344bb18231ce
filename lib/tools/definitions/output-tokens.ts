import { mostCharacters, type ToolLimits } from '../definition';
import type { OptionField } from '../types';

/** How much of a run's output allowance each length uses: room for twice the words that are asked for, since most scripts take more tokens than English. */
const SHARES: Record<string, number> = { short: 0.4, medium: 0.75, long: 1 };

export const LENGTH: OptionField = {
  id: 'length',
  label: 'Length',
  choices: [
    { value: 'short', label: 'Short' },
    { value: 'medium', label: 'Medium' },
    { value: 'long', label: 'Long' },
  ],
  default: 'medium',
};

/** The limit sent to the model; never more than the flat price covers. */
export function outputTokens(length: string | undefined, limits: ToolLimits): number {
  return Math.max(1, Math.floor(limits.outputTokens * (SHARES[length ?? ''] ?? 1)));
}

/**
 * What a model is told of its room: it cannot see its limit, and an answer that runs into it ends in mid-sentence. Two
 * tokens a word leave most languages some of it.
 */
export function roomInWords({ outputTokens: tokens }: ToolLimits): number {
  return Math.max(20, Math.floor(tokens / 20) * 10);
}

/** The same for code, with a few words around it. */
export function roomInLines({ outputTokens: tokens }: ToolLimits): number {
  return Math.max(5, Math.floor(tokens / 80) * 5);
}

/** Fewer than ordinary text has to a token, in most languages. */
const CHARACTERS_PER_TOKEN = 3;
/** What can be written before a run's time is over. */
const MOST_TIMES = 4;

/** Of a text that comes back as long as it went in: how much of it a flat price covers, in characters. */
export function coveredBothWays(limits: ToolLimits): number {
  return Math.min(limits.inputCharacters, limits.outputTokens * CHARACTERS_PER_TOKEN);
}

/** The longest of such texts. */
export function mostBothWays(limits: ToolLimits): number {
  return Math.min(mostCharacters(limits), coveredBothWays(limits) * MOST_TIMES);
}

/** Room for an answer as long as the text, and half as long again: one that is cut is worth nothing. */
export function outputTokensFor(text: string, limits: ToolLimits): number {
  return Math.max(limits.outputTokens, Math.ceil(Buffer.byteLength(text) / 2));
}
