import type { JobProgress, MadeFile, Model, ModelRequest, Segment, Usage } from '../types';

/** One call to one model. Content is pushed as it comes; nobody's reading slows the provider down. */
export interface AdapterCall {
  model: Model;
  request: ModelRequest;
  /** Aborted by the user or by a limit; the upstream call must end with it. */
  signal: AbortSignal;
  /** To be called when the provider has answered, before its content. */
  onAnswered(): void;
  onText(delta: string): void;
  onFile(file: MadeFile): void;
  onSegments?(segments: readonly Segment[]): void;
  onProgress?(progress: JobProgress): void;
  /** A job was accepted by this name; what is answered is to be called when it is done or dropped. */
  onJob?(ticket: string): () => void;
}

/**
 * How one provider is spoken to. Resolves with what the provider counted, after the last of the content.
 * Rejects with whatever went wrong: a `CallFailure` where the adapter knows better than `classify` could.
 */
export interface Adapter {
  /** Loads what the first call needs, outside its time limits; undefined once that is done. */
  prepare?(request: ModelRequest): Promise<void> | undefined;
  call(call: AdapterCall): Promise<Usage>;
  /** Drops a job that a call was given, in whatever process. Rejects as a call does. */
  dropJob?(ticket: string, signal: AbortSignal): Promise<unknown>;
}
