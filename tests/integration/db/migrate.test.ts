import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { migrate, pendingMigrations, readMigrations } from '@/lib/db';
import { temporaryDirectory } from '@/tests/support/temporary-directory';
import { openEmptyTestDb } from '@/tests/support/test-db';

const FOLDER = path.resolve('prisma', 'migrations');

/**
 * A folder to spoil. The runner goes through migrations one by one and knows no difference between them: what two
 * show of a spoilt one, dozens would show again.
 */
async function firstMigrations(): Promise<string> {
  const folder = temporaryDirectory('megicai-migrations-');
  for (const { name } of (await readMigrations(FOLDER)).slice(0, 2)) {
    await cp(path.join(FOLDER, name), path.join(folder, name), { recursive: true });
  }
  return folder;
}

describe('the migrations runner', () => {
  it('applies everything once, and records it as the Prisma CLI does', async () => {
    const db = await openEmptyTestDb();
    const migrations = await readMigrations(FOLDER);
    const names = migrations.map((migration) => migration.name);
    expect(await pendingMigrations(db, migrations)).toEqual(names);
    expect(await migrate(db, FOLDER)).toEqual(names);
    expect(await migrate(db, FOLDER)).toEqual([]);
    expect(await pendingMigrations(db, migrations)).toEqual([]);
    const rows = await db.sql<{ migration_name: string; checksum: string; finished: boolean }>(
      'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY 1',
    );
    expect(rows).toEqual(migrations.map(({ name, checksum }) => ({ migration_name: name, checksum, finished: true })));
    await db.close();
  });

  it('refuses to start over a migration that was edited after it had been applied', async () => {
    const folder = await firstMigrations();
    const db = await openEmptyTestDb();
    await migrate(db, folder);
    const [first] = await readMigrations(folder);
    await writeFile(path.join(folder, first!.name, 'migration.sql'), `${first!.sql}\nSELECT 1;`);
    await expect(migrate(db, folder)).rejects.toThrow(first!.name);
    await db.close();
  });

  it('undoes a migration that fails in its middle', async () => {
    const folder = await firstMigrations();
    const broken = path.join(folder, '20990101000000_broken');
    await cp(path.join(folder, (await readMigrations(folder))[0]!.name), broken, { recursive: true });
    await writeFile(path.join(broken, 'migration.sql'), 'CREATE TABLE half (id int); SELECT no_such_function();');
    const db = await openEmptyTestDb();
    await expect(migrate(db, folder)).rejects.toThrow();
    const [row] = await db.sql<{ name: string | null }>(`SELECT to_regclass('half')::text AS name`);
    expect(row?.name).toBeNull();
    await db.close();
  });
});
