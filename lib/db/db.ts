import type { PrismaClient, Prisma } from './generated/client';

/** A value that can be bound to $1, $2 … */
export type SqlValue = string | number | bigint | boolean | Date | null | readonly string[];

/** What the caller knows of a statement or a transaction. */
export interface Sending {
  /**
   * It is idempotent by a key of its own, so it may be sent again when the connection was lost and nobody knows whether
   * it happened. Without this such a failure is the caller's to see. Within a transaction it means nothing.
   */
  repeatable?: boolean;
  /** Of a transaction: it sends SQL and asks none of Prisma's models, so the driver carries it alone, for less than half. */
  withoutModels?: boolean;
  /**
   * Of a call of a stored function: others may hold its locks for long, so it waits on a connection of the pool, where it
   * stands in nobody's way.
   */
  mayWait?: boolean;
}

/** SQL through the driver itself: for stored functions and the hot path. Bound values only, never concatenation. */
export interface Sql {
  <Row extends object>(text: string, values?: readonly SqlValue[], sending?: Sending): Promise<Row[]>;
}

/** Prisma's models, outside or inside a transaction. */
export type PrismaModels = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/** The database, or one transaction of it: whoever is given a Db need not know which. */
export interface Db {
  readonly mode: 'embedded' | 'server';
  readonly prisma: PrismaModels;
  readonly sql: Sql;
  /** Runs `work` in a transaction; inside one already, joins it. Deadlocks and serialization failures are retried. */
  transaction<T>(work: (tx: Db) => Promise<T>, sending?: Sending): Promise<T>;
  close(): Promise<void>;
}

export type { Prisma };
