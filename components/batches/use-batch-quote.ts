import { useEffect, useRef, useState } from 'react';
import type { BatchClient, BatchFormRequest, ShownQuote } from './types';

/** After the last key: a long list is not sent at every letter. */
const DELAY_MS = 500;

export interface LiveQuote {
  quote: ShownQuote | null;
  /** What is wrong with the whole, in words. */
  detail: string | null;
  pending: boolean;
}

const NOTHING: LiveQuote = { quote: null, detail: null, pending: false };

/** What the rows in the form cost and which of them are wrong, as the server says while they are typed. */
export function useBatchQuote(client: BatchClient): LiveQuote & { typed(request: BatchFormRequest): void } {
  const [live, setLive] = useState<LiveQuote>(NOTHING);
  const asking = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const ask = async (request: BatchFormRequest) => {
    const control = new AbortController();
    asking.current = control;
    try {
      const answer = await client.quote(request, control.signal);
      if (control.signal.aborted) return;
      setLive(
        answer.ok
          ? { quote: answer.data, detail: null, pending: false }
          : { quote: null, detail: answer.detail, pending: false },
      );
    } catch {
      // Asked anew, or the page is gone.
    }
  };
  const typed = (request: BatchFormRequest) => {
    clearTimeout(timer.current);
    asking.current?.abort();
    if (request.text.trim() === '') return setLive(NOTHING);
    setLive((before) => ({ ...before, pending: true }));
    timer.current = setTimeout(() => void ask(request), DELAY_MS);
  };
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      asking.current?.abort();
    },
    [],
  );
  return { ...live, typed };
}
