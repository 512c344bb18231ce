import { useEffect, useRef, useState } from 'react';
import { needsQuote } from './plan';
import { OFFLINE, type Problem } from './problem';
import type { RunClient } from './run-client';
import type { QuoteView, ToolPageTool, ToolValues } from './types';
import { faultsOf, requestValues } from './values';

/** After the last key: fast typing asks once. */
export const QUOTE_DELAY_MS = 400;

type Answer = { ok: true; data: QuoteView } | { ok: false; problem: Problem };

export interface UseQuote {
  /** What the server said last about this choice of model; while it is asked anew, what it had said before. */
  quote: QuoteView | null;
  /** The price depends on what was typed, and the server has not said yet what this costs. */
  pending: boolean;
  /** Asks at once. */
  ask(): Promise<Answer>;
}

interface Known {
  key: string;
  choice: string;
  quote: QuoteView;
}

const keyOf = (values: ToolValues, continueRunId: string | null): string =>
  JSON.stringify([requestValues(values), continueRunId]);
const choiceOf = ({ provider, model }: ToolValues): string => `${provider} ${model}`;

/**
 * The price of what stands in the form, from the server, as far as it depends on that; a flat price of a short text asks
 * nobody. `first` is what the server said about `values` while it made the page.
 */
export function useQuote(
  client: Pick<RunClient, 'quote'>,
  tool: ToolPageTool,
  values: ToolValues,
  first: QuoteView | null,
  continueRunId: string | null = null,
): UseQuote {
  const [known, setKnown] = useState<Known | null>(() =>
    first ? { key: keyOf(values, continueRunId), choice: choiceOf(values), quote: first } : null,
  );
  const asking = useRef<{ control: AbortController; key: string; answer: Promise<Answer> } | null>(null);
  // What was said before is read again with each turn.
  const depends =
    (continueRunId !== null || needsQuote(tool, values)) && Object.keys(faultsOf(tool, values)).length === 0;
  const key = depends ? keyOf(values, continueRunId) : null;
  const choice = choiceOf(values);
  const pending = key !== null && known?.key !== key;

  const send = async (wanted: string): Promise<Answer> => {
    asking.current?.control.abort();
    const control = new AbortController();
    const request = { toolId: tool.id, ...requestValues(values), ...(continueRunId === null ? {} : { continueRunId }) };
    const work = async (): Promise<Answer> => {
      try {
        const answer = await client.quote(request, control.signal);
        if (answer.ok) setKnown({ key: wanted, choice, quote: answer.data });
        return answer;
      } catch {
        // Asked anew, or the page is gone.
        return { ok: false, problem: OFFLINE };
      } finally {
        if (asking.current?.control === control) asking.current = null;
      }
    };
    const answer = work();
    asking.current = { control, key: wanted, answer };
    return answer;
  };
  // The press and the pause in typing may both want the same price: on a slow network the one must not cut off the other.
  const ask = (): Promise<Answer> => {
    const wanted = keyOf(values, continueRunId);
    return asking.current?.key === wanted ? asking.current.answer : send(wanted);
  };
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => void latest.current(), QUOTE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [pending, key]);
  useEffect(() => () => asking.current?.control.abort(), []);

  return { quote: depends && known?.choice === choice ? known.quote : null, pending, ask };
}
