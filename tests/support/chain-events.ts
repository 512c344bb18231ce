import type { AcceptedJob, Attempt, ChainEnd, ChainSink, MadeFile } from '@/lib/ai/types';

/** What a chain tells its sink, in order, and its end: easier to write down and to look at than calls. */
export type ChainEvent =
  | { type: 'attempt'; attempt: Attempt }
  | { type: 'committed'; provider: string; model: string }
  | { type: 'text'; delta: string }
  | { type: 'file'; file: MadeFile }
  /** A job was accepted; `settle` gets what is to be called when it is done with. */
  | { type: 'job'; job: AcceptedJob; settle?: (settled: () => void) => void }
  | { type: 'end'; end: ChainEnd };

/** Says the events to a sink; the end is returned. */
export async function tell(events: AsyncIterable<ChainEvent>, sink: ChainSink): Promise<ChainEnd> {
  for await (const event of events) {
    switch (event.type) {
      case 'attempt':
        sink.onAttempt(event.attempt);
        break;
      case 'committed':
        sink.onCommitted(event.provider, event.model);
        break;
      case 'text':
        sink.onText(event.delta);
        break;
      case 'file':
        sink.onFile(event.file);
        break;
      case 'job': {
        const settled = sink.onJob?.(event.job);
        if (settled) event.settle?.(settled);
        break;
      }
      case 'end':
        return event.end;
    }
  }
  throw new Error('the script has no end');
}

/** A sink that writes down what it is told. */
export function listen(onEvent: (event: ChainEvent) => void): ChainSink {
  return {
    onAttempt: (attempt) => onEvent({ type: 'attempt', attempt }),
    onCommitted: (provider, model) => onEvent({ type: 'committed', provider, model }),
    onText: (delta) => onEvent({ type: 'text', delta }),
    onFile: (file) => onEvent({ type: 'file', file }),
  };
}
