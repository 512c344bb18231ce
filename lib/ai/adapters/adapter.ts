import type { MadeFile, Model, ModelRequest, Usage } from '../types';

export type Piece = { type: 'text'; delta: string } | { type: 'file'; file: MadeFile };

/** One call to one model. */
export interface AdapterCall {
  model: Model;
  request: ModelRequest;
  /** Aborted by the user or by a limit; the upstream call must end with it. */
  signal: AbortSignal;
  /** To be called when the provider has answered, before its content. */
  onAnswered(): void;
}

/**
 * How one provider is spoken to. Yields pieces as they come and returns what the provider counted.
 * Throws whatever went wrong: a `CallFailure` where the adapter knows better than `classify` could.
 */
export interface Adapter {
  /** Loads what the first call needs, outside its time limits; undefined once that is done. */
  prepare?(): Promise<void> | undefined;
  call(call: AdapterCall): AsyncGenerator<Piece, Usage, void>;
}
