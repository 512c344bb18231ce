export { openDb, type DbConfig } from './client';
export { dataLockOwner } from './data-lock';
export type { Db, Prisma, Sql, SqlValue } from './db';
export { migrate, pendingMigrations, readMigrations } from './migrate';
