export { openDb, type DbConfig } from './client';
export { decodeCursor, decodeLedCursor, encodeCursor, type Cursor } from './cursor';
export { dataLockOwner } from './data-lock';
export { acquireInstanceLock } from './instance-lock';
export type { Db, Prisma, Sending, Sql, SqlValue } from './db';
export { migrate, pendingMigrations, readMigrations } from './migrate';
export { isRefused } from './retry';
export { tidy } from './tidy';
