import type { ModelRequest } from '../../types';
import { rewrite } from './rewrite';
import { summarize } from './summarize';
import { write } from './write';

type Demo = Extract<ModelRequest, { kind: 'text' }>['demo'];

export interface ComposeInput {
  task: Demo['task'];
  text: string;
  options: Demo['options'];
  isEconomy: boolean;
  maxCharacters: number;
}

/** Stands at the end of every demo text, so that a copy of it is labelled too. */
export const SIGNATURE = '— Demo engine: computed from your own words, no AI model.';

function body({ task, text, options, isEconomy }: ComposeInput): string {
  const { length = 'medium', format = 'paragraph', tone = 'clear' } = options;
  switch (task) {
    case 'summarize':
      return summarize(text, { length, format, isEconomy });
    case 'rewrite':
      return rewrite(text, { tone, length: isEconomy ? 'shorter' : length });
    case 'write':
      return write(text, { length: isEconomy ? 'short' : length, tone });
  }
}

/** Cut at the last word that fits. */
function fit(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const cut = text.slice(0, Math.max(1, characters - 1)).replace(/[\uD800-\uDBFF]$/, '');
  const atWord = cut.replace(/\s+\S*$/u, '');
  return `${(atWord.length > characters / 2 ? atWord : cut).trimEnd()}…`;
}

/** What the demo engine answers to a text tool: never empty, the same for the same input, signed. */
export function composeText(input: ComposeInput): string {
  const room = Math.max(200, input.maxCharacters) - SIGNATURE.length - 2;
  const made = body(input).trim() || input.text.trim() || '(nothing to work on)';
  return `${fit(made, room)}\n\n${SIGNATURE}`;
}
