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
   * Of a statement: one plan suits all its values, as for an INSERT of values or for rows found by a unique key. Connections
   * keep it prepared, as they keep calls of stored functions without being told.
   */
  prepared?: boolean;
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
  transaction<T>(work: (tx: Tx) => Promise<T>, sending?: Sending): Promise<T>;
  close(): Promise<void>;
}

/** A transaction that is open. */
export interface Tx extends Db {
  /**
   * Sends a statement after all of the work, whose answer nobody needs: together with the COMMIT where that spares a round
   * trip. What it fails with undoes the transaction.
   */
  sendLast(...statement: Parameters<Sql>): void;
}

export type { Prisma };
