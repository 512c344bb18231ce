import { openTestDb } from '@/tests/support/test-db';

const MOMENT = new Date('2026-03-10T12:00:00.123Z');

it('reads and writes moments as they are, whatever time zone the database is set to', async () => {
  const db = await openTestDb();
  await db.prisma.$executeRawUnsafe(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET TimeZone = %L', current_database(), 'Asia/Kolkata'); END $$`,
  );
  // On a server several at once open new sessions, which would take the database's own zone.
  const moments = Array.from({ length: 6 }, () =>
    db.transaction(async (tx) => {
      const [row] = await tx.sql<{ read: Date; written: boolean }>(
        `SELECT '${MOMENT.toISOString()}'::timestamptz AS read,
                $1::timestamptz = '${MOMENT.toISOString()}'::timestamptz AS written FROM (SELECT pg_sleep(0.05)) AS slept`,
        [MOMENT],
      );
      return row;
    }),
  );
  expect(await Promise.all(moments)).toEqual(moments.map(() => ({ read: MOMENT, written: true })));
});
