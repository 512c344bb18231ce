import { CallFailure } from '../chain/failure';
import type { Usage } from '../types';
import { FrameError } from './wire-error';

/** What is read of a chunk of chat completions; a whole answer has `message` where a chunk has `delta`. */
interface Frame {
  choices?: { delta?: Said; message?: Said; finish_reason?: string | null }[];
  usage?: { prompt_tokens?: number; completion_tokens?: number } | null;
  error?: unknown;
}

interface Said {
  content?: string | readonly { type?: string; text?: string }[] | null;
}

/** Words of completion that are none: the provider gave up. */
const GAVE_UP = new Set(['error', 'insufficient_system_resource']);

/** The answer is as long as it was allowed to be, and may end in the middle. */
const AT_ITS_LIMIT = new Set(['length', 'max_tokens', 'model_length']);

/** Some providers send content in typed parts; thinking is one of them and no answer. */
function textOf({ content }: Said): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return (content as readonly ({ type?: unknown; text?: unknown } | null)[])
    .map((part) => (part?.type === 'text' && typeof part.text === 'string' ? part.text : ''))
    .join('');
}

/** Gathers what the frames of one answer say. */
export interface FrameReader {
  /** Throws for an error frame, a refusal, and what is no frame at all. */
  take(data: string): void;
  /** Throws when the provider never said that it was done. */
  end(): Usage;
  readonly isDone: boolean;
}

export function createFrameReader(onText: (delta: string) => void): FrameReader {
  let usage: Usage = {};
  let finish: string | undefined;
  let hasText = false;
  let isDone = false;

  const read = (frame: Frame) => {
    if (frame.error !== undefined && frame.error !== null) throw new FrameError(frame);
    const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = frame.usage ?? {};
    if (typeof inputTokens === 'number') usage = { ...usage, inputTokens };
    if (typeof outputTokens === 'number') usage = { ...usage, outputTokens };
    const choice = frame.choices?.[0];
    if (!choice) return;
    const said = choice.delta ?? choice.message;
    const text = said ? textOf(said) : '';
    if (text !== '') {
      hasText = true;
      onText(text);
    }
    finish = choice.finish_reason ?? finish;
  };

  return {
    get isDone() {
      return isDone;
    },
    take(data) {
      // What follows in the same piece is no part of the answer, and cannot spoil it either.
      if (isDone) return;
      if (data === '[DONE]') {
        isDone = true;
        return;
      }
      let frame: unknown;
      try {
        frame = JSON.parse(data);
      } catch (error) {
        throw new CallFailure({ outcome: 'bad_response' }, error);
      }
      if (typeof frame !== 'object' || frame === null) throw new CallFailure({ outcome: 'bad_response' });
      read(frame);
    },
    end() {
      if (finish === 'content_filter') throw new CallFailure({ outcome: 'content_refused' });
      if (finish !== undefined && GAVE_UP.has(finish)) throw new CallFailure({ outcome: 'server_error' });
      // Without its word of completion an answer was cut, however politely the body ended.
      if (finish === undefined && !(isDone && hasText)) throw new CallFailure({ outcome: hasText ? 'cut' : 'empty' });
      return finish !== undefined && AT_ITS_LIMIT.has(finish) ? { ...usage, truncated: true } : usage;
    },
  };
}
