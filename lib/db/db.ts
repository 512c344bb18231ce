import type { PrismaClient, Prisma } from './generated/client';

/** A value that can be bound to $1, $2 … */
export type SqlValue = string | number | bigint | boolean | Date | null | readonly string[];

/** SQL through the driver itself: for stored functions and the hot path. Bound values only, never concatenation. */
export interface Sql {
  <Row extends object>(text: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

/** Prisma's models, outside or inside a transaction. */
export type PrismaModels = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/** The database, or one transaction of it: whoever is given a Db need not know which. */
export interface Db {
  readonly mode: 'embedded' | 'server';
  readonly prisma: PrismaModels;
  readonly sql: Sql;
  /** Runs `work` in a transaction; inside one already, joins it. Deadlocks and serialization failures are retried. */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type { Prisma };
