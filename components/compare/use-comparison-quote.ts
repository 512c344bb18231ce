import { useEffect, useRef, useState } from 'react';
import type { CompareClient, CompareRequest, ComparisonQuote } from './types';

const DELAY_MS = 300;
/** Models of a comparison. */
export const LEAST = 2;

/** What the models cost together for what stands in the form; null while that is no comparison yet. */
export function useComparisonQuote(client: CompareClient) {
  const [quote, setQuote] = useState<ComparisonQuote | null>(null);
  const asking = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const typed = (request: CompareRequest) => {
    clearTimeout(timer.current);
    asking.current?.abort();
    if (request.models.length < LEAST) return setQuote(null);
    timer.current = setTimeout(() => {
      const control = new AbortController();
      asking.current = control;
      client.quote(request, control.signal).then(
        (answer) => control.signal.aborted || setQuote(answer),
        () => undefined,
      );
    }, DELAY_MS);
  };
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      asking.current?.abort();
    },
    [],
  );
  return { quote, typed };
}
