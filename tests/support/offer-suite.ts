import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { getCredits } from '@/lib/credits';
import type { Watcher } from './ad-world';
import { callbackWorld, type CallbackWorld } from './callback-world';
import { dropTestServices } from './test-services';

type Members = Record<string, string>;

/**
 * One world for a suite about offers, with a new user for each test, on a day of its own by the usual rules. After each the
 * ledger must be right.
 */
export function offerSuite() {
  let world: CallbackWorld;
  let user: Watcher;
  beforeAll(async () => {
    world = await callbackWorld();
  });
  beforeEach(async () => {
    user = await world.watcher();
  });
  afterEach(async () => {
    expect(await world.verify()).toMatchObject({ ok: true });
    world.settings.change({ ads: { networks: null }, prices: null });
    world.clock.advance(86_400_000);
  });
  afterAll(async () => {
    dropTestServices();
    await world.keys.close();
  });
  return {
    world: () => world,
    user: () => user,
    /** What the wall says of 20 cents: half of it is ours, and a credit is worth a tenth of a cent. */
    credit: (changes: Members = {}) => ({
      event: 'credit',
      transaction_id: world.someTransaction(),
      user_id: user.userId,
      payout_usd: '0.20',
      ...changes,
    }),
    reversal: (transaction: string, changes: Members = {}) => ({
      event: 'reversal',
      transaction_id: transaction,
      user_id: user.userId,
      ...changes,
    }),
    wallet: (who: Watcher = user) => getCredits({ ctx: who.ctx, input: {} }),
    /** What the ledger did about an offer, in order. */
    movements: (transaction: string) =>
      world.db.sql<{ kind: string; reason: string | null }>(
        `SELECT kind, reason FROM ledger_transactions WHERE ref_type = 'offer' AND ref_id = $1::text ORDER BY id`,
        [transaction],
      ),
  };
}
