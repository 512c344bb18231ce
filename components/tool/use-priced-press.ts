import { useRef } from 'react';
import type { Problem } from './problem';
import type { QuoteView } from './types';
import type { UseQuote } from './use-quote';

/**
 * Goes on with a press once its price is certain. Whoever presses faster than the price comes pays no more than what was
 * shown: a higher price is shown first, and wants a press of its own.
 */
export function usePricedPress(
  { quote, pending, ask }: UseQuote,
  seenPrice: number,
  go: (quote: QuoteView | null, fresh: boolean) => void,
  refuse: (problem: Problem) => void,
): (fresh: boolean) => void {
  const asking = useRef(false);
  return (fresh) => {
    if (asking.current) return;
    if (!pending) return go(quote, fresh);
    asking.current = true;
    void ask().then((answer) => {
      asking.current = false;
      if (!answer.ok) refuse(answer.problem);
      else if (answer.data.price <= seenPrice) go(answer.data, fresh);
    });
  };
}
