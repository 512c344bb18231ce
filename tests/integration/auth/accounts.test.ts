import { findSessions, useAccounts } from '@/tests/support/accounts';
import {
  getMe,
  listSessions,
  registerUser,
  revokeSession,
  seedOperator,
  signIn,
  signInLimited,
  signOut,
  updateMe,
} from '@/lib/auth';
import { actorOfToken } from '@/lib/auth/sessions';
import { withCtx, type UserActor } from '@/lib/context';
import { getCredits } from '@/lib/credits';
import { createLimiter, POLICIES } from '@/lib/rate-limit';
import { silentLog } from '@/tests/support/test-ctx';

const DAY_MS = 86_400_000;
const { world, guest, mail } = useAccounts();
const PASSWORD = 'correct horse';

const register = (email = mail(), more: object = {}) =>
  registerUser({ ctx: guest(), input: { email, password: PASSWORD, ...more } });

async function enter(email: string, password = PASSWORD, replaces?: string) {
  const { token } = await signIn({ ctx: guest(), input: { email, password, userAgent: 'a browser', replaces } });
  const actor = (await actorOfToken(guest(), token))!;
  return { token, actor, ctx: withCtx(guest(), { actor }) };
}

describe('registering', () => {
  test('makes a person with a wallet and the welcome bonus', async () => {
    const email = mail();
    const user = await register(email, { name: 'Ada' });
    expect(user).toMatchObject({ email, name: 'Ada', role: 'user', plan: 'free', emailVerified: false });
    const { ctx } = await enter(email);
    expect(await getMe({ ctx })).toEqual(user);
    expect(await getCredits({ ctx, input: {} })).toMatchObject({
      available: 5,
      lots: [{ source: 'bonus', remaining: 5 }],
    });
  });

  test('gives no bonus while the setting is zero', async () => {
    world().settings.change({ rewards: { welcomeBonus: 0 } });
    const email = mail();
    await register(email);
    world().settings.change({ rewards: { welcomeBonus: 5 } });
    expect(await getCredits({ ctx: (await enter(email)).ctx, input: {} })).toMatchObject({ available: 0, lots: [] });
  });

  test('refuses a mail address that has an account, however it is spelled, and pays nobody twice', async () => {
    const email = mail();
    await register(email);
    await expect(register(` ${email.toUpperCase()} `)).rejects.toMatchObject({
      code: 'conflict',
      fields: [{ path: 'email' }],
    });
    expect((await getCredits({ ctx: (await enter(email)).ctx, input: {} })).available).toBe(5);
  });

  test('lets one of many at the same moment have the address', async () => {
    const email = mail();
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => register(email)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('remembers who invited, and ignores a code that nobody has', async () => {
    const inviter = await register();
    const friend = await register(mail(), { referralCode: inviter.referralCode.toUpperCase() });
    const stray = await register(mail(), { referralCode: 'nobody' });
    const rows = await guest().db.prisma.user.findMany({ where: { id: { in: [friend.id, stray.id] } } });
    expect(new Map(rows.map((row) => [row.id, row.referredBy]))).toEqual(
      new Map([
        [friend.id, inviter.id],
        [stray.id, null],
      ]),
    );
  });
});

describe('signing in', () => {
  test('says the same for a wrong password, an unknown mail and a suspended account', async () => {
    const email = mail();
    const { id } = await register(email);
    const attempts = [() => enter(email, 'wrong password'), () => enter(mail())];
    const told = await Promise.all(
      attempts.map((attempt) =>
        attempt().catch(({ code, detail }: { code: string; detail: string }) => ({ code, detail })),
      ),
    );
    await guest().db.prisma.user.update({ where: { id }, data: { suspendedAt: new Date() } });
    told.push(await enter(email).catch(({ code, detail }: { code: string; detail: string }) => ({ code, detail })));
    expect(told).toEqual(Array(3).fill({ code: 'unauthenticated', detail: expect.any(String) }));
    expect(new Set(told.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('works for any spelling of the address', async () => {
    const email = mail();
    const { id } = await register(email);
    expect((await enter(` ${email.toUpperCase()}`)).actor.userId).toBe(id);
  });

  test('keeps only a hash of the token, and ends the session it replaces', async () => {
    const email = mail();
    await register(email);
    const first = await enter(email);
    const second = await enter(email, PASSWORD, first.token);
    expect(await actorOfToken(guest(), first.token)).toBeNull();
    expect(await actorOfToken(guest(), second.token)).toEqual(second.actor);
    expect(JSON.stringify(await findSessions(guest(), second.actor.userId))).not.toContain(second.token);
  });

  test('counts wrong passwords per account, known or not; a right one clears the count', async () => {
    const email = mail();
    await register(email);
    const limiter = createLimiter({ kv: {}, log: silentLog });
    const attempt = (address: string, password: string) =>
      signInLimited({ ctx: guest(), limiter, input: { email: address, password, userAgent: null } });
    for (let count = 1; count < POLICIES.signInAccount.points; count++) {
      await expect(attempt(email, 'wrong password')).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    await attempt(email, PASSWORD);
    await attempt(email, PASSWORD);
    const stranger = mail();
    for (let count = 0; count < POLICIES.signInAccount.points; count++) {
      await expect(attempt(stranger, 'wrong password')).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    await expect(attempt(stranger.toUpperCase(), 'wrong password')).rejects.toMatchObject({ code: 'rate_limited' });
  });
});

describe('a session', () => {
  test.each<[string, (ctx: ReturnType<typeof guest>, actor: UserActor, token: string) => Promise<unknown>]>([
    ['signed out', (ctx, _actor, token) => signOut({ ctx, input: { token } })],
    ['revoked', (ctx, actor) => revokeSession({ ctx: withCtx(ctx, { actor }), input: { id: actor.sessionId } })],
    [
      'of a suspended user',
      (ctx, actor) => ctx.db.prisma.user.update({ where: { id: actor.userId }, data: { suspendedAt: new Date() } }),
    ],
  ])('ends at once when it is %s', async (_name, end) => {
    const email = mail();
    await register(email);
    const { token, actor } = await enter(email);
    await end(guest(), actor, token);
    expect(await actorOfToken(guest(), token)).toBeNull();
  });

  test('ends after 14 days without use, and after 90 days with it', async () => {
    const email = mail();
    await register(email);
    const idle = await enter(email);
    const used = await enter(email);
    world().clock.advance(14 * DAY_MS - 1_000);
    expect(await actorOfToken(guest(), used.token)).not.toBeNull();
    world().clock.advance(2_000);
    expect(await actorOfToken(guest(), idle.token)).toBeNull();
    for (let days = 14; days < 89; days += 13) {
      expect(await actorOfToken(guest(), used.token)).not.toBeNull();
      world().clock.advance(13 * DAY_MS);
    }
    expect(await actorOfToken(guest(), used.token)).toBeNull();
  });

  test('is looked up in one statement, and its use is noted at most every five minutes', async () => {
    const email = mail();
    await register(email);
    const { token, actor } = await enter(email);
    let statements = 0;
    const { db, clock } = guest();
    const counted = { clock, db: { ...db, sql: ((...args) => (statements++, db.sql(...args))) as typeof db.sql } };
    const lastSeen = async () => (await findSessions(guest(), actor.userId))[0]!.lastSeenAt.getTime();
    const opened = await lastSeen();
    world().clock.advance(299_000);
    await actorOfToken(counted, token);
    expect(await lastSeen()).toBe(opened);
    world().clock.advance(2_000);
    await actorOfToken(counted, token);
    expect(await lastSeen()).toBe(world().clock.now().getTime());
    expect(statements).toBe(2);
  });

  test('is listed for its owner and revocable by nobody else', async () => {
    const [mine, theirs] = [mail(), mail()];
    await register(mine);
    await register(theirs);
    const [phone, laptop] = [await enter(mine), await enter(mine)];
    const stranger = await enter(theirs);
    const listed = await listSessions({ ctx: laptop.ctx });
    expect(listed.map(({ id, current }) => [id, current]).sort()).toEqual(
      [
        [phone.actor.sessionId, false],
        [laptop.actor.sessionId, true],
      ].sort(),
    );
    for (const id of [phone.actor.sessionId, guest().ids.uuid(), 'not-an-id']) {
      await expect(revokeSession({ ctx: stranger.ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(listSessions({ ctx: guest() })).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('the own account', () => {
  test('changes its name, keeps it when nothing is said, and loses it by null', async () => {
    const email = mail();
    await register(email);
    const { ctx } = await enter(email);
    expect((await updateMe({ ctx, input: { name: 'Ada' } })).name).toBe('Ada');
    expect((await updateMe({ ctx, input: {} })).name).toBe('Ada');
    expect((await updateMe({ ctx, input: { name: null } })).name).toBeNull();
  });

  test('is closed to guests and to keys', async () => {
    const key = { type: 'apiKey', userId: guest().ids.uuid(), keyId: 'k', scopes: [], plan: 'free' } as const;
    await expect(getMe({ ctx: guest() })).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(getMe({ ctx: withCtx(guest(), { actor: key }) })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(updateMe({ ctx: withCtx(guest(), { actor: key }), input: {} })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

test('the operator is seeded once, however many start at once, and never out of an existing account', async () => {
  const taken = mail();
  await register(taken);
  const ctx = withCtx(guest(), { actor: { type: 'system', job: 'boot' } });
  await expect(seedOperator({ ctx, input: { email: taken, password: PASSWORD } })).rejects.toThrow('ordinary account');
  const email = mail();
  const seeded = await Promise.all(
    Array.from({ length: 4 }, () => seedOperator({ ctx, input: { email, password: PASSWORD } })),
  );
  expect(seeded.filter(Boolean)).toHaveLength(1);
  expect((await enter(email)).actor.role).toBe('admin');
  expect(await seedOperator({ ctx, input: { email: mail(), password: PASSWORD } })).toBeNull();
  expect((await enter(taken)).actor.role).toBe('user');
});
