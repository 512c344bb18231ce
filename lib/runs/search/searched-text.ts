import type { RunRecord } from '../run-record';
import { fold } from './fold';

type Searched = Pick<RunRecord, 'input' | 'output' | 'note'>;

/** Everything of a run that is looked through, folded: what was typed, what came, and the owner's note. */
export function searchedText({ input, output, note }: Searched): string[] {
  const typed = Object.values(input).filter((value): value is string => typeof value === 'string');
  return [...typed, output.text ?? '', note ?? ''].filter((text) => text !== '').map(fold);
}

/** Whether every word is somewhere in the run. `words` are folded. */
export function holdsWords(run: Searched, words: readonly string[]): boolean {
  const texts = searchedText(run);
  return words.every((word) => texts.some((text) => text.includes(word)));
}
