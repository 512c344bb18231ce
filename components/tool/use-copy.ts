import { useState } from 'react';
import { copyText } from './take-away';

/** How long a button says what became of its press. */
const SAID_MS = 2_500;

/** Copies a text, and says for a moment how that went. */
export function useCopy(text: string): { said: 'copied' | 'copyFailed' | null; copy(): void } {
  const [said, setSaid] = useState<'copied' | 'copyFailed' | null>(null);
  const copy = async () => {
    setSaid((await copyText(text)) ? 'copied' : 'copyFailed');
    setTimeout(() => setSaid(null), SAID_MS);
  };
  return { said, copy: () => void copy() };
}
