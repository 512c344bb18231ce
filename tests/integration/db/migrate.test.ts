import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, openDb, pendingMigrations, readMigrations } from '@/lib/db';

const FOLDER = path.resolve('prisma', 'migrations');

describe('the migrations runner', () => {
  it('applies everything once, and records it as the Prisma CLI does', async () => {
    const db = await openDb({ dataDir: null });
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
    const folder = await mkdtemp(path.join(tmpdir(), 'megicai-migrations-'));
    await cp(FOLDER, folder, { recursive: true });
    const db = await openDb({ dataDir: null });
    await migrate(db, folder);
    const [first] = await readMigrations(folder);
    await writeFile(path.join(folder, first!.name, 'migration.sql'), `${first!.sql}\nSELECT 1;`);
    await expect(migrate(db, folder)).rejects.toThrow(first!.name);
    await db.close();
  });

  it('undoes a migration that fails in its middle', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'megicai-migrations-'));
    await cp(FOLDER, folder, { recursive: true });
    const broken = path.join(folder, '20990101000000_broken');
    await cp(path.join(folder, (await readMigrations(folder))[0]!.name), broken, { recursive: true });
    await writeFile(path.join(broken, 'migration.sql'), 'CREATE TABLE half (id int); SELECT no_such_function();');
    const db = await openDb({ dataDir: null });
    await expect(migrate(db, folder)).rejects.toThrow();
    const [row] = await db.sql<{ name: string | null }>(`SELECT to_regclass('half')::text AS name`);
    expect(row?.name).toBeNull();
    await db.close();
  });
});
