import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Db } from '@/lib/db';
import { runWorld, type RunWorld } from './run-world';
import { openTestDb } from './test-db';

/** One world for all tests of a file, with the settings' defaults before each; after each the ledger holds. `take` gets it first. */
export function worldPerFile(take: (world: RunWorld) => void): void {
  let world: RunWorld;
  beforeAll(async () => {
    world = await runWorld(await openTestDb());
    take(world);
  }, 180_000);
  afterAll(() => world.close());
  beforeEach(() => world.configure({}));
  afterEach(async () => {
    expect(await world.verify()).toMatchObject({ ok: true });
  });
}

/** A world of its own for each test of a file, on one database; after each the ledger holds. */
export function worldPerTest(take: (world: RunWorld, db: Db) => void): void {
  let db: Db;
  let world: RunWorld;
  beforeAll(async () => {
    db = await openTestDb();
  });
  beforeEach(async () => {
    world = await runWorld(db);
    take(world, db);
  });
  afterEach(async () => {
    expect((await world.verify()).checks.filter(({ ok }) => !ok)).toEqual([]);
    await world.close();
  });
}
