import type { RunView } from '../types';

/** What was known of a conversation when the page was made. */
export interface Conversation {
  /** Oldest first. */
  runs: RunView[];
  /** The run before the first of these; null where it is all there. */
  before: string | null;
}

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** What somebody said in a turn: of another tool's run the longest text that went in. */
export function messageOf({ input }: Pick<RunView, 'input'>): string {
  if (typeof input.message === 'string') return input.message;
  const texts = Object.values(input).filter((value): value is string => typeof value === 'string' && !ID.test(value));
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}

/** Whether something was answered that can be gone on from. */
export const isAnswered = (run: RunView): boolean => run.status !== 'running' && (run.output.text ?? '') !== '';
