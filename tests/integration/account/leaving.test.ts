import { deleteMe, exportMe } from '@/lib/account';
import { startAd } from '@/lib/ads';
import { registerUser, signIn } from '@/lib/auth';
import { actorOfToken } from '@/lib/auth/sessions';
import { withCtx, type Ctx } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import { forgetMarks } from '@/lib/risk';
import { listRuns } from '@/lib/runs';
import { saveDraft } from '@/lib/tools';
import { createLimiter, POLICIES } from '@/lib/rate-limit';
import { makeUser } from '@/tests/support/make-user';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, paints } from '@/tests/support/scripted-ai';
import { silentLog } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';

const PASSWORD = 'correct horse';
const PICTURE = { toolId: 'image-generation', input: { prompt: 'A lighthouse' } };
let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());

const limiter = createLimiter({ kv: {}, log: silentLog });
const guest = () => withCtx(world.system(), { actor: { type: 'guest' } });
let count = 0;
const mail = () => `leaver-${++count}@example.test`;

async function person(email = mail()) {
  const { id } = await registerUser({ ctx: guest(), input: { email, password: PASSWORD, name: 'Ada' } });
  await world.give(id, 20);
  return { id, email, ...(await enter(email)) };
}

async function enter(email: string) {
  const { token } = await signIn({ ctx: guest(), input: { email, password: PASSWORD, userAgent: 'a browser' } });
  const actor = (await actorOfToken(guest(), token))!;
  return { token, ctx: withCtx(world.system(), { actor }) };
}

const leave = (ctx: Ctx, password: string | undefined = PASSWORD) => deleteMe({ ctx, limiter, input: { password } });

const rowOf = (id: string) => world.db.prisma.user.findUniqueOrThrow({ where: { id } });

async function exported(ctx: Ctx) {
  let text = '';
  for await (const piece of await exportMe({ ctx })) text += piece;
  return JSON.parse(text) as Record<
    'statement' | 'runs' | 'adSessions' | 'adCallbacks' | 'sessions',
    { id: string }[]
  > & {
    user: { email: string };
    credits: { available: number };
  };
}

describe('deleting the own account', () => {
  test('needs the right password, and counts wrong ones', async () => {
    const { ctx, id } = await person();
    for (const password of [undefined, 'wrong password']) {
      await expect(deleteMe({ ctx, limiter, input: { password } })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: [{ path: 'password' }],
      });
    }
    for (let tries = 1; tries < POLICIES.signInAccount.points; tries++)
      await leave(ctx, 'wrong').catch(() => undefined);
    await expect(leave(ctx)).rejects.toMatchObject({ code: 'rate_limited' });
    expect((await rowOf(id)).deletedAt).toBeNull();
  });

  test('erases what is personal, keeps the ledger whole, and frees the mail address', async () => {
    const { ctx, id, email, token } = await person();
    world.ai.script = answers('A secret answer.');
    await world.run(ctx, { ...REQUEST, input: { prompt: 'A secret question.' } });
    world.ai.script = paints(Uint8Array.from([1, 2, 3]));
    await world.run(ctx, PICTURE);
    await saveDraft({ ctx, input: { toolId: 'text-generation', request: { input: { prompt: 'unsaid' } } } });
    const [file] = await world.db.prisma.storedFile.findMany({ where: { userId: id } });

    await leave(ctx);

    expect(await rowOf(id)).toMatchObject({
      email: `deleted-${id}@deleted.invalid`,
      emailNormalized: `deleted-${id}@deleted.invalid`,
      name: null,
      passwordHash: null,
      deletedAt: world.clock.now(),
    });
    const runs = await world.db.prisma.run.findMany({ where: { userId: id } });
    expect(runs).toHaveLength(2);
    for (const run of runs)
      expect(run).toMatchObject({ input: {}, output: {}, note: null, deletedAt: expect.any(Date) });
    expect(await world.db.prisma.draft.count({ where: { userId: id } })).toBe(0);
    expect(await world.db.prisma.storedFile.count({ where: { userId: id } })).toBe(0);
    await expect(ctx.files.read(file!.storageKey)).rejects.toThrow('not_found');
    expect(await world.db.prisma.outboxMail.count({ where: { recipient: email } })).toBe(0);
    expect(await world.db.prisma.auditEntry.count({ where: { action: 'user.delete', subjectId: id } })).toBe(1);
    expect(await actorOfToken(guest(), token)).toBeNull();
    await expect(enter(email)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await world.verify()).toMatchObject({ ok: true });
    const again = await person(email);
    expect(again.id).not.toBe(id);
    expect((await listRuns({ ctx: again.ctx, input: {} })).items).toEqual([]);
    // Twenty given by the test; the welcome was had before.
    expect((await getCredits({ ctx: again.ctx, input: {} })).available).toBe(20);
  });

  test('forgets where ads were watched, but what was claimed today keeps its device and address until the caps are over', async () => {
    const { ctx, id } = await person();
    const stays = await person();
    const claimed = async (at: Ctx, daysAgo: number) => {
      const placed = withCtx(at, { device: 'device-of-ads', address: '192.0.2.8' });
      const { session } = await startAd({ ctx: placed, input: { kind: 'text' } });
      const claimedAt = new Date(world.clock.now().getTime() - daysAgo * 86_400_000);
      await world.db.sql(
        `UPDATE ad_sessions SET state = 'refused', claimed_at = $2::timestamptz WHERE id = $1::uuid RETURNING id`,
        [session.id, claimedAt],
      );
    };
    const places = async (userId: string) => {
      const rows = await world.db.prisma.adSession.findMany({ where: { userId }, orderBy: { id: 'asc' } });
      return rows.map(({ device, address }) => device ?? address);
    };
    await claimed(ctx, 2);
    await claimed(stays.ctx, 2);
    await claimed(ctx, 0);
    await leave(ctx);
    expect(await places(id)).toEqual([null, 'device-of-ads']);
    world.clock.advance(86_400_000 + 1_000);
    await forgetMarks({ ctx: world.system() });
    expect(await places(id)).toEqual([null, null]);
    expect(await places(stays.id)).toEqual(['device-of-ads']);
  });

  test('cancels what runs, and gives its credits back first', async () => {
    const { ctx, id } = await person();
    world.ai.script = answers('x', () => new Promise(() => {}));
    await world.start(ctx, { ...REQUEST, input: { prompt: 'for ever' } });
    await leave(ctx);
    expect(await world.db.prisma.run.findMany({ where: { userId: id } })).toMatchObject([
      { status: 'cancelled', chargedMicro: 0n, input: {} },
    ]);
    expect(await world.db.prisma.creditHold.count({ where: { userId: id, state: 'open' } })).toBe(0);
    expect(await world.verify()).toMatchObject({ ok: true });
  });

  test('waits with everything while a run elsewhere is being stopped', async () => {
    const { ctx, id, email } = await person();
    world.ai.script = answers('x');
    const run = await world.run(ctx);
    // As if another process had it.
    ctx.live.forget(run.id);
    await world.db.sql(`UPDATE runs SET status = 'running', finished_at = NULL WHERE id = $1::uuid RETURNING id`, [
      run.id,
    ]);
    await expect(leave(ctx)).rejects.toMatchObject({ code: 'conflict' });
    expect(await rowOf(id)).toMatchObject({ email, deletedAt: null });
    const [row] = await world.db.prisma.run.findMany({ where: { userId: id } });
    expect(row).toMatchObject({ input: REQUEST.input, cancelRequestedAt: expect.any(Date) });
    await world.db.sql(`UPDATE runs SET status = 'failed', finished_at = now() WHERE id = $1::uuid RETURNING id`, [
      run.id,
    ]);
  });

  test('the last operator stays; of two that leave at once, one does', async () => {
    const both = await Promise.all([1, 2].map(() => makeUser(world.system(), { role: 'admin' })));
    const gone = await Promise.allSettled(both.map(({ ctx }) => leave(ctx, undefined)));
    expect(gone.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(gone.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    expect(await world.db.prisma.user.count({ where: { role: 'admin' } })).toBe(1);
  });

  test('is for people in a browser alone', async () => {
    const { id } = await person();
    const key = { type: 'apiKey', userId: id, keyId: 'k', scopes: [], plan: 'free' } as const;
    for (const [actor, code] of [
      [{ type: 'guest' }, 'unauthenticated'],
      [key, 'forbidden'],
    ] as const) {
      const ctx = withCtx(world.system(), { actor });
      await expect(leave(ctx)).rejects.toMatchObject({ code });
      await expect(exportMe({ ctx })).rejects.toMatchObject({ code });
    }
  });
});

test('the export has every own row over many pages, and nobody else’s', async () => {
  const [mine, theirs] = [await person(), await person()];
  await world.give(mine.id, 4_000);
  world.ai.script = answers('An "answer"\nwith lines.');
  for (let index = 0; index < 103; index++) {
    world.clock.advance(1_000);
    await world.run(mine.ctx, { ...REQUEST, input: { prompt: `${index}` } });
  }
  await world.run(theirs.ctx);
  await startAd({ ctx: mine.ctx, input: { kind: 'text' } });
  await startAd({ ctx: theirs.ctx, input: { kind: 'text' } });
  for (const { id } of [mine, theirs])
    await world.db.sql(
      `INSERT INTO ad_callbacks (id, network, event, external_id, user_id, outcome, amount_micro, received_at)
       SELECT gen_random_uuid(), 'offerwall', 'credit', n || $1::text, $1::uuid, 'paid', 1500000, now()
       FROM generate_series(1, 101) AS n RETURNING id`,
      [id],
    );

  const data = await exported(mine.ctx);
  expect(data.user.email).toBe(mine.email);
  expect(data.credits.available).toBeGreaterThan(0);
  const own = async (rows: { id: string }[], table: 'run' | 'adSession' | 'authSession') => {
    const where = { userId: mine.id };
    const { prisma } = world.db;
    const kept =
      table === 'run'
        ? await prisma.run.findMany({ where })
        : table === 'adSession'
          ? await prisma.adSession.findMany({ where })
          : await prisma.authSession.findMany({ where });
    expect(rows.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
  };
  await own(data.runs, 'run');
  await own(data.adSessions, 'adSession');
  await own(data.sessions, 'authSession');
  expect(new Set(data.adCallbacks.map(({ id }) => id)).size).toBe(101);
  expect(data.adCallbacks[0]).toMatchObject({ network: 'offerwall', outcome: 'paid', amount: 1.5 });
  const entries = await world.db.prisma.ledgerEntry.count({ where: { userId: mine.id, account: 'user:available' } });
  expect(data.statement).toHaveLength(entries);
  expect(entries).toBeGreaterThan(100);
  expect(JSON.stringify(data)).not.toContain(theirs.id);
}, 180_000);
