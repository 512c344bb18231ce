import {
  forgotPassword,
  getMe,
  registerUser,
  requestVerification,
  resetPassword,
  signIn,
  verifyEmail,
} from '@/lib/auth';
import { actorOfToken } from '@/lib/auth/sessions';
import { withCtx } from '@/lib/context';
import { listMails } from '@/lib/mail';
import { createLimiter, POLICIES } from '@/lib/rate-limit';
import { useAccounts } from '@/tests/support/accounts';
import { makeUser } from '@/tests/support/make-user';
import { silentLog } from '@/tests/support/test-ctx';

const HOUR_MS = 3_600_000;
const PASSWORD = 'correct horse';
const NEW_PASSWORD = 'battery staple';
const { world, guest, mail } = useAccounts();
const limiter = () => createLimiter({ kv: {}, log: silentLog });

const register = (email: string, baseUrl?: string) =>
  registerUser({ ctx: guest(), input: { email, password: PASSWORD, ...(baseUrl ? { baseUrl } : {}) } });

async function enter(email: string, password = PASSWORD) {
  const { token } = await signIn({ ctx: guest(), input: { email, password, userAgent: null } });
  const actor = await actorOfToken(guest(), token);
  return { token, ctx: withCtx(guest(), actor ? { actor } : {}) };
}

const mailsTo = (recipient: string) =>
  guest().db.prisma.outboxMail.findMany({ where: { recipient }, orderBy: { id: 'asc' } });

/** The tokens mailed to an address, the latest last. */
async function tokensFor(email: string, path: 'verify' | 'reset'): Promise<string[]> {
  const bodies = (await mailsTo(email)).map(({ body }) => body);
  return bodies.flatMap((body) => new RegExp(`/${path}\\?token=([\\w-]+)`).exec(body)?.[1] ?? []);
}

const forgot = (email: string, baseUrl?: string) =>
  forgotPassword({ ctx: guest(), limiter: limiter(), input: { email, ...(baseUrl ? { baseUrl } : {}) } });

const DEAD = { code: 'invalid_input', fields: [{ path: 'token' }] };

describe('verifying a mail address', () => {
  test('registering mails a link, by the public address or as a path, and keeps only the hash of its token', async () => {
    const [known, unknown] = [mail(), mail()];
    await register(known, 'https://hub.example/');
    await register(unknown);
    const [first] = await mailsTo(known);
    expect(first?.body).toMatch(/\shttps:\/\/hub\.example\/verify\?token=[\w-]{43}\s/);
    expect((await mailsTo(unknown))[0]?.body).toMatch(/\s\/verify\?token=/);
    const [token] = await tokensFor(known, 'verify');
    expect(JSON.stringify(await guest().db.prisma.accountToken.findMany())).not.toContain(token);
  });

  test('a token confirms the address once', async () => {
    const email = mail();
    await register(email);
    const [token = ''] = await tokensFor(email, 'verify');
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => verifyEmail({ ctx: guest(), input: { token } })),
    );
    expect(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))).toEqual([
      expect.objectContaining({ email, emailVerified: true }),
    ]);
    await expect(verifyEmail({ ctx: guest(), input: { token } })).rejects.toMatchObject(DEAD);
    expect((await getMe({ ctx: (await enter(email)).ctx })).emailVerified).toBe(true);
  });

  test('a token works for 24 hours, for its own purpose, and not for a suspended account', async () => {
    const [early, late, suspended] = [mail(), mail(), mail()];
    for (const email of [early, late, suspended]) await register(email);
    const [inTime = ''] = await tokensFor(early, 'verify');
    const [tooLate = ''] = await tokensFor(late, 'verify');
    const [closed = ''] = await tokensFor(suspended, 'verify');
    await guest().db.prisma.user.updateMany({ where: { email: suspended }, data: { suspendedAt: new Date() } });
    await expect(verifyEmail({ ctx: guest(), input: { token: closed } })).rejects.toMatchObject(DEAD);
    await expect(
      resetPassword({ ctx: guest(), input: { token: inTime, password: NEW_PASSWORD } }),
    ).rejects.toMatchObject(DEAD);
    world().clock.advance(24 * HOUR_MS - 1);
    await expect(verifyEmail({ ctx: guest(), input: { token: inTime } })).resolves.toMatchObject({ email: early });
    world().clock.advance(1);
    await expect(verifyEmail({ ctx: guest(), input: { token: tooLate } })).rejects.toMatchObject(DEAD);
    await expect(verifyEmail({ ctx: guest(), input: { token: 'made up' } })).rejects.toMatchObject(DEAD);
  });

  test('another link is mailed on request, five an hour, and none to a verified address', async () => {
    const email = mail();
    await register(email);
    const { ctx } = await enter(email);
    const counted = limiter();
    const ask = () => requestVerification({ ctx, limiter: counted, input: {} });
    expect(await ask()).toEqual({ sent: true });
    const [, token = ''] = await tokensFor(email, 'verify');
    await verifyEmail({ ctx, input: { token } });
    expect(await ask()).toEqual({ sent: false });
    expect(await mailsTo(email)).toHaveLength(2);
    for (let count = 2; count < POLICIES.accountMail.points; count++) await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(requestVerification({ ctx: guest(), limiter: counted, input: {} })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});

describe('a forgotten password', () => {
  test('is answered alike for known, unknown and suspended addresses; only the living account gets a mail', async () => {
    const [known, unknown, suspended] = [mail(), mail(), mail()];
    await register(known);
    await register(suspended);
    await guest().db.prisma.user.updateMany({ where: { email: suspended }, data: { suspendedAt: new Date() } });
    const took: number[] = [];
    for (const email of [known, unknown, suspended]) {
      const began = performance.now();
      expect(await forgot(email.toUpperCase(), 'https://hub.example')).toBeUndefined();
      took.push(performance.now() - began);
    }
    expect(Math.min(...took)).toBeGreaterThan(110);
    expect((await mailsTo(known)).at(-1)?.body).toContain('https://hub.example/reset?token=');
    expect(await mailsTo(unknown)).toEqual([]);
    expect(await tokensFor(suspended, 'reset')).toEqual([]);
  });

  test('is limited per address, known or not', async () => {
    const known = mail();
    await register(known);
    for (const email of [known, mail()]) {
      const counted = limiter();
      const ask = (spelled: string) => forgotPassword({ ctx: guest(), limiter: counted, input: { email: spelled } });
      await Promise.all(Array.from({ length: POLICIES.accountMail.points }, () => ask(email)));
      await expect(ask(` ${email.toUpperCase()}`)).rejects.toMatchObject({ code: 'rate_limited' });
    }
  });

  test('a link sets a new password, signs out everywhere, and makes the other links void', async () => {
    const [email, other] = [mail(), mail()];
    const { id } = await register(email);
    await register(other);
    const held = [await enter(email), await enter(email)];
    const stranger = await enter(other);
    await forgot(email);
    await forgot(email);
    const [first = '', second = ''] = await tokensFor(email, 'reset');
    await resetPassword({ ctx: guest(), input: { token: second, password: NEW_PASSWORD } });
    for (const { token } of held) expect(await actorOfToken(guest(), token)).toBeNull();
    expect(await actorOfToken(guest(), stranger.token)).not.toBeNull();
    await expect(enter(email)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(enter(email, NEW_PASSWORD)).resolves.toBeDefined();
    for (const token of [first, second]) {
      await expect(
        resetPassword({ ctx: guest(), input: { token, password: 'yet another one' } }),
      ).rejects.toMatchObject(DEAD);
    }
    const trace = await guest().db.prisma.auditEntry.findMany({ where: { action: 'password.reset', subjectId: id } });
    expect(trace).toHaveLength(1);
  });

  test('of two that use one link at once, one wins', async () => {
    const email = mail();
    await register(email);
    await forgot(email);
    const [token = ''] = await tokensFor(email, 'reset');
    const answers = await Promise.allSettled(
      ['the first of them', 'the second of them'].map((password) =>
        resetPassword({ ctx: guest(), input: { token, password } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a link works for one hour, and opens nothing that was suspended meanwhile', async () => {
    const [late, suspended] = [mail(), mail()];
    for (const email of [late, suspended]) {
      await register(email);
      await forgot(email);
    }
    const [tooLate = ''] = await tokensFor(late, 'reset');
    const [closed = ''] = await tokensFor(suspended, 'reset');
    await guest().db.prisma.user.updateMany({ where: { email: suspended }, data: { suspendedAt: new Date() } });
    const reset = (token: string) => resetPassword({ ctx: guest(), input: { token, password: NEW_PASSWORD } });
    await expect(reset(closed)).rejects.toMatchObject(DEAD);
    world().clock.advance(HOUR_MS);
    await expect(reset(tooLate)).rejects.toMatchObject(DEAD);
    await expect(enter(late)).resolves.toBeDefined();
  });
});

test('the outbox is read by operators alone, newest first', async () => {
  const email = mail();
  await register(email);
  const operator = await makeUser(guest(), { role: 'admin' });
  world().clock.advance(1_000);
  await forgot(email);
  expect((await listMails({ ctx: operator.ctx }))[0]).toMatchObject({
    recipient: email,
    subject: 'Choose a new password',
    createdAt: world().clock.now().toISOString(),
  });
  await expect(listMails({ ctx: (await enter(email)).ctx })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(listMails({ ctx: guest() })).rejects.toMatchObject({ code: 'unauthenticated' });
});
