import type { ModelRequest } from '../../types';

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

export function composeText({ text }: ComposeInput): string {
  return `${text}\n\n${SIGNATURE}`;
}
