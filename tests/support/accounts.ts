import type { Ctx } from '@/lib/context';
import { manualClock, type ManualClock } from './manual-clock';
import { fixedSettings, makeTestCtx } from './test-ctx';
import { openTestDb } from './test-db';

export interface AccountsWorld {
  clock: ManualClock;
  settings: ReturnType<typeof fixedSettings>;
}

/** A database of the suite's own with a clock to move; call at the top of a test file. */
export function useAccounts() {
  let ctx: Ctx | undefined;
  const world: AccountsWorld = { clock: manualClock('2026-11-21T10:00:00Z'), settings: fixedSettings() };
  beforeAll(async () => {
    ctx = makeTestCtx(await openTestDb(), { ...world, address: '203.0.113.9' });
  });
  afterAll(() => ctx?.db.close());
  const guest = (): Ctx => {
    if (!ctx) throw new Error('the database opens before the first test');
    return ctx;
  };
  /** A mail address that no other test uses. */
  const mail = () =>
    `p${guest()
      .ids.token(6)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '0')}@example.test`;
  return { world: () => world, guest, mail };
}

export const findSessions = (ctx: Ctx, userId: string) => ctx.db.prisma.authSession.findMany({ where: { userId } });
