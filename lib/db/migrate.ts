import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from './db';

/** Any number, the same in every instance: one migrator at a time. */
const MIGRATION_LOCK = 772_033_914;

const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0)`;

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** All migrations of a folder laid out as `prisma migrate` does, oldest first. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** Names of the migrations that are not applied yet. */
export async function pendingMigrations(db: Db, migrations: Migration[]): Promise<string[]> {
  const [table] = await db.sql<{ name: string | null }>(`SELECT to_regclass('_prisma_migrations')::text AS name`);
  if (!table?.name) return migrations.map((migration) => migration.name);
  const rows = await db.sql<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations.map((migration) => migration.name).filter((name) => !applied.has(name));
}

/**
 * Applies what is missing, each migration in a transaction of its own under one advisory lock, and records it as
 * `prisma migrate deploy` would. Returns the names applied.
 * @throws Error when an applied migration was edited afterwards.
 */
export async function migrate(db: Db, folder: string, onApply: (name: string) => void = () => {}): Promise<string[]> {
  const migrations = await readMigrations(folder);
  await db.sql(TABLE);
  const applied: string[] = [];
  for (const migration of migrations) {
    const done = await db.transaction(async (tx) => {
      await tx.sql(`SELECT 1 AS locked FROM (SELECT pg_advisory_xact_lock($1::bigint)) AS taken`, [MIGRATION_LOCK]);
      const [earlier] = await tx.sql<{ checksum: string }>(
        'SELECT checksum FROM _prisma_migrations WHERE migration_name = $1 AND finished_at IS NOT NULL AND rolled_back_at IS NULL',
        [migration.name],
      );
      if (earlier) {
        if (earlier.checksum !== migration.checksum) {
          throw new Error(`Migration ${migration.name} was edited after it had been applied.`);
        }
        return false;
      }
      onApply(migration.name);
      for (const statement of splitStatements(migration.sql)) await tx.prisma.$executeRawUnsafe(statement);
      await tx.prisma.$executeRawUnsafe(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, now(), 1)`,
        randomUUID(),
        migration.checksum,
        migration.name,
      );
      return true;
    });
    if (done) applied.push(migration.name);
  }
  return applied;
}

/** Splits a script at semicolons outside of strings, comments and dollar quotes: drivers take one statement a call. */
export function splitStatements(script: string): string[] {
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|;/g;
  const statements: string[] = [];
  let start = 0;
  for (const match of script.matchAll(token)) {
    if (match[0] !== ';') continue;
    statements.push(script.slice(start, match.index));
    start = match.index + 1;
  }
  statements.push(script.slice(start));
  return statements.filter((statement) => statement.replace(/--[^\n]*/g, '').trim() !== '');
}
