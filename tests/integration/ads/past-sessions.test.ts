import { beforeAll, expect, it } from '@jest/globals';
import { listAdSessions } from '@/lib/ads';
import { openTestDb } from '../../support/test-db';
import { adWorld, type AdWorld, type Watcher } from '../../support/ad-world';

let world: AdWorld;

beforeAll(async () => {
  world = adWorld(await openTestDb());
});

const pastOf = (user: Watcher, input: { after?: string; take?: number } = {}) =>
  listAdSessions({ ctx: user.ctx, input });

async function claimed(user: Watcher): Promise<string> {
  const session = await user.start();
  await user.watch(session, 6);
  await user.claim(session);
  world.clock.advance(60_000);
  return session.id;
}

const mark = (id: string, change: string) =>
  world.ctx.db.sql(`UPDATE ad_sessions SET ${change} WHERE id = $1::uuid RETURNING id`, [id]);

it('lists what became of each session, newest first, and nobody else’s', async () => {
  const [user, other] = [await world.watcher(), await world.watcher()];
  const first = await claimed(user);
  await claimed(other);
  const second = await user.start('video');
  expect(await pastOf(user)).toMatchObject([
    { id: second.id, kind: 'video', state: 'active', reward: 15, paid: null, claimedAt: null },
    { id: first, kind: 'text', state: 'claimed', reward: 5, paid: 5, taken: 0, bonus: false, heldUntil: null },
  ]);
  expect(await pastOf(user, { take: 1 })).toHaveLength(1);
  expect(await pastOf(user, { after: second.id })).toMatchObject([{ id: first }]);
});

it('says of one that ran out that it expired, before anything has marked it', async () => {
  const user = await world.watcher();
  await user.start();
  world.clock.advance(86_400_000);
  expect(await pastOf(user)).toMatchObject([{ state: 'expired' }]);
});

it('says until when a held claim waits, what was refused, and what was taken back', async () => {
  const user = await world.watcher();
  const [held, refused, reversed] = [await claimed(user), await claimed(user), await claimed(user)];
  await mark(held, `state = 'delayed', paid_micro = NULL, release_at = '2026-12-24T18:00:00Z'`);
  await mark(refused, `state = 'refused', paid_micro = NULL`);
  await mark(reversed, `state = 'reversed', taken_micro = 5000000`);
  expect(await pastOf(user)).toMatchObject([
    { state: 'reversed', paid: 5, taken: 5, heldUntil: null },
    { state: 'refused', paid: null, heldUntil: null },
    { state: 'delayed', paid: null, heldUntil: '2026-12-24T18:00:00.000Z' },
  ]);
});
