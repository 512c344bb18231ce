import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { withCtx } from '@/lib/context';
import { getCredits, verifyLedger } from '@/lib/credits';
import { callbackWorld, type CallbackWorld, type Heard } from '../support/callback-world';
import { openFaultyDb, type FaultyDb } from '../support/faulty-db';
import { dropTestServices } from '../support/test-services';

// What a network is answered while the database fails under it: 200 says that it is committed, anything else may be sent
// again, and however often it is, it counts once.

let faulty: FaultyDb;
let world: CallbackWorld;

beforeAll(async () => {
  faulty = await openFaultyDb();
  world = await callbackWorld(faulty.db);
});
afterEach(async () => {
  const ctx = withCtx(world.ctx, { db: faulty.calm, actor: { type: 'system', job: 'test' } });
  expect(await verifyLedger({ ctx, input: {} })).toMatchObject({ ok: true });
});
afterAll(async () => {
  dropTestServices();
  await world.keys.close();
});

/** What is really there, seen past the faults. */
const truth = async (userId: string) => {
  const ctx = withCtx(world.ctx, { db: faulty.calm, actor: { type: 'system', job: 'test' } });
  const { available, debt } = await getCredits({ ctx, input: { userId } });
  return available - debt;
};

/** Tells it until it is understood; a 200 must be true at once. */
async function untilHeard(tell: () => Promise<Heard>, userId: string, wanted: number): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    const { status } = await tell();
    if (status !== 200) {
      expect(status).toBeGreaterThanOrEqual(500);
      continue;
    }
    expect(await truth(userId)).toBe(wanted);
    expect((await tell()).repeated).toBe(true);
    expect(await truth(userId)).toBe(wanted);
    return;
  }
  throw new Error('it was never understood');
}

const KINDS = ['cut', 'lost', 'undone'] as const;
const at = (part: string) => (sql: string) => sql.includes(part);

describe.each(KINDS)('a statement that is %s', (kind) => {
  it.each([
    'INSERT INTO ad_callbacks',
    'UPDATE ad_views',
    "state = 'claimed'",
    'ledger_grant(',
    'UPDATE ad_callbacks',
    'COMMIT',
  ])('under a view: %s', async (part) => {
    const user = await world.watcher();
    const session = await world.appSession(user, 'image');
    const query = world.signed(world.parameters(session, user.userId));
    const fault = faulty.lose(kind, at(part));
    await untilHeard(() => world.admob(query), user.userId, 10);
    // A server's driver does not send every COMMIT as a statement that can be met.
    if (part !== 'COMMIT') expect(fault.hit()).toBe(true);
  });

  it.each(['INSERT INTO ad_callbacks', 'ledger_grant(', 'UPDATE ad_callbacks', 'COMMIT'])(
    'under an offer: %s',
    async (part) => {
      const { userId } = await world.watcher();
      const transaction = world.someTransaction();
      const members = { event: 'credit', transaction_id: transaction, user_id: userId, payout_usd: '0.2' };
      faulty.lose(kind, at(part));
      await untilHeard(() => world.offer(members), userId, 100);
      const taken = part === 'ledger_grant(' ? 'ledger_take(' : part;
      faulty.lose(kind, at(taken));
      await untilHeard(() => world.offer({ ...members, event: 'reversal' }), userId, 0);
    },
  );
});
