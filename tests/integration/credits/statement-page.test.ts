import { randomUUID } from 'node:crypto';
import { subjectsOf } from '@/app/(hub)/credits/subjects';
import { describeAds } from '@/lib/ads';
import { getCredits, getMovement, listStatement } from '@/lib/credits';
import { deleteRun, describeRuns } from '@/lib/runs';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
});
afterAll(async () => {
  expect((await world.verify()).ok).toBe(true);
  await world.close();
});

/** Somebody who has watched an ad, run a tool, and run another one that is deleted. */
async function person() {
  const userId = await world.newUser();
  const ctx = world.ctxOf(userId);
  const adId = randomUUID();
  await world.db.sql(
    `INSERT INTO ad_sessions (id, user_id, kind, network, watch_seconds, reward_micro, paid_micro, state, created_at, expires_at, claimed_at)
     VALUES ($1::uuid, $2::uuid, 'video', 'house', 180, 15000000, 15000000, 'claimed', $3::timestamptz, $3::timestamptz, $3::timestamptz)`,
    [adId, userId, world.clock.now()],
  );
  await world.give(userId, 15, { externalId: adId });
  const kept = await world.run(ctx, { toolId: 'text-generation', input: { prompt: '  A lighthouse\n keeper ' } });
  const deleted = await world.run(ctx, { toolId: 'text-generation', input: { prompt: 'A secret' } });
  await deleteRun({ ctx, input: { id: deleted.id } });
  return { userId, ctx, adId, kept, deleted };
}

it('costs four round trips, however many rows it names', async () => {
  const { ctx, adId, kept, deleted } = await person();
  const before = world.trips();
  await getCredits({ ctx, input: {} });
  const { items } = await listStatement({ ctx, input: { limit: 25 } });
  const subjects = await subjectsOf(
    ctx,
    items.map((entry) => entry.ref),
  );
  expect(world.trips() - before).toBeLessThanOrEqual(4);
  expect(subjects[`run:${kept.id}`]).toMatchObject({
    type: 'run',
    kind: 'text',
    title: 'A lighthouse keeper',
    deleted: false,
  });
  expect(subjects[`run:${deleted.id}`]).toMatchObject({ type: 'run', title: '', deleted: true, charged: 5 });
  expect(subjects[`ad:${adId}`]).toMatchObject({ kind: 'video', network: 'house', watchSeconds: 180 });
});

it('costs two for the page of one movement, and none for what has nothing to name', async () => {
  const { ctx } = await person();
  const [line] = (await listStatement({ ctx, input: {} })).items;
  const before = world.trips();
  const movement = await getMovement({ ctx, input: { id: line!.link.split('/').at(-1)! } });
  await subjectsOf(ctx, [movement.ref], movement.userId);
  expect(world.trips() - before).toBe(2);
  expect(await subjectsOf(ctx, [{ type: 'admin', id: 'x' }])).toEqual({});
  expect(world.trips() - before).toBe(2);
});

it('names nobody else’s runs and ads; operators see what they were, not what was typed', async () => {
  const { userId, adId, kept } = await person();
  const stranger = world.ctxOf(await world.newUser());
  expect(await describeRuns({ ctx: stranger, input: { ids: [kept.id, 'x', ''] } })).toEqual([]);
  expect(await describeAds({ ctx: stranger, input: { ids: [adId] } })).toEqual([]);
  const refused = { code: 'forbidden' };
  await expect(describeRuns({ ctx: stranger, input: { ids: [kept.id], userId } })).rejects.toMatchObject(refused);
  await expect(describeAds({ ctx: stranger, input: { ids: [adId], userId } })).rejects.toMatchObject(refused);
  const operator = { ...stranger, actor: world.operator(await world.newUser()) };
  expect(await describeRuns({ ctx: operator, input: { ids: [kept.id], userId } })).toMatchObject([
    { id: kept.id, title: '', charged: 5, deleted: false },
  ]);
  expect(await describeAds({ ctx: operator, input: { ids: [adId], userId } })).toMatchObject([
    { id: adId, reward: 15 },
  ]);
  const guest = { ...stranger, actor: { type: 'guest' as const } };
  await expect(describeRuns({ ctx: guest, input: { ids: [] } })).rejects.toMatchObject({ code: 'unauthenticated' });
});
