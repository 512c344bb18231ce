import { createParser } from 'eventsource-parser';
import type { JobProgress, RunView } from '@/components/tool/types';

/** What one connection of a run stream tells, in order. */
export type StreamPiece =
  | { type: 'text'; delta: string }
  | { type: 'file'; url: string; mediaType: string }
  | { type: 'progress'; progress: JobProgress }
  | { type: 'run'; run: RunView }
  | { type: 'end' };

export interface NumberedPiece {
  /** The event's id, for Last-Event-ID; null where the server gave none. */
  id: string | null;
  piece: StreamPiece;
}

function toProgress(data: unknown): JobProgress | null {
  const { state, share } = (data ?? {}) as Partial<JobProgress>;
  if (state !== 'queued' && state !== 'running') return null;
  return typeof share === 'number' ? { state, share: Math.min(1, Math.max(0, share)) } : { state };
}

function toPiece(data: string): StreamPiece | null {
  if (data === '[DONE]') return { type: 'end' };
  let part: { type?: unknown; delta?: unknown; url?: unknown; mediaType?: unknown; data?: unknown };
  try {
    part = JSON.parse(data) as typeof part;
  } catch {
    return null;
  }
  if (part.type === 'text-delta' && typeof part.delta === 'string') return { type: 'text', delta: part.delta };
  if (part.type === 'file' && typeof part.url === 'string') {
    return { type: 'file', url: part.url, mediaType: typeof part.mediaType === 'string' ? part.mediaType : '' };
  }
  if (part.type === 'data-progress') {
    const progress = toProgress(part.data);
    return progress && { type: 'progress', progress };
  }
  if (part.type === 'data-run' && typeof part.data === 'object' && part.data !== null) {
    return { type: 'run', run: part.data as RunView };
  }
  return null;
}

/**
 * Reads one connection. Events that say nothing to us (start, text-start, ...) still move `id` forward: they come out as
 * `piece: null`. Ends when the connection ends or `signal` aborts, throws what the connection throws.
 */
export async function* readPieces(
  body: ReadableStream<Uint8Array>,
  signal?: AbortSignal,
  onBytes?: () => void,
): AsyncGenerator<NumberedPiece | { id: string | null; piece: null }, void, void> {
  const queue: { id: string | null; piece: StreamPiece | null }[] = [];
  const parser = createParser({
    onEvent: (event) => queue.push({ id: event.id ?? null, piece: toPiece(event.data) }),
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const leave = () => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', leave, { once: true });
  if (signal?.aborted) leave();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes?.();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* queue.splice(0);
    }
  } finally {
    signal?.removeEventListener('abort', leave);
    // Whoever stops listening must not keep the connection open; the run goes on without us.
    await reader.cancel().catch(() => undefined);
  }
}
