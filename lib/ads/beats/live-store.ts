import type { Beat, BeatCount, Counted } from './state';

/** Where counts stand between two writes to the database. Every method throws when the store is not there. */
export interface LiveStore {
  /** How long the database may be behind: what a lost store can take with it. */
  readonly behindMs: number;
  /** 'absent' where nothing stands, or only a count older than `oldestEpoch`. */
  beat(beat: Beat, oldestEpoch: number): Promise<Counted | 'absent'>;
  /** Goes on with this count, unless a later one stands or the session has ended. */
  load(sessionId: string, count: BeatCount, nowMs: number): Promise<void>;
  read(sessionId: string): Promise<BeatCount | null>;
  /** Forgets the count, unless a later one than `epoch` stands. */
  drop(sessionId: string, epoch: number): Promise<void>;
  /** The session takes no more beats. */
  end(sessionId: string): Promise<void>;
}
