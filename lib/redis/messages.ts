/**
 * Words between instances. Each comes at most once to whoever listens at that moment; one that is lost is lost, so they
 * may only make things quicker.
 */
export interface Messages {
  /** Throws when the store is not there. */
  publish(channel: string, message: string): Promise<void>;
  /** Listens from now on, over lost connections as well. Never throws; returns the end of listening. */
  subscribe(channel: string, onMessage: (message: string) => void): () => void;
}
