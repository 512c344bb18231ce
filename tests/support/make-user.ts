import { withCtx, type Ctx, type UserActor } from '@/lib/context';
import { grant } from '@/lib/credits';
import { creditsToMicro } from '@/lib/format';

export interface TestUser {
  id: string;
  email: string;
  actor: UserActor;
  /** The given context, asking as this user. */
  ctx: Ctx;
}

export interface MakeUserOptions {
  role?: 'user' | 'admin';
  plan?: 'free' | 'premium';
  email?: string;
  /** Granted as a bonus lot that never expires. */
  credits?: number;
}

/** Mints a user with a wallet, straight into the tables: for tests that are not about registration. */
export async function makeUser(ctx: Ctx, options: MakeUserOptions = {}): Promise<TestUser> {
  const { role = 'user', plan = 'free', credits = 0 } = options;
  const id = ctx.ids.uuid();
  const email = options.email ?? `${id}@example.test`;
  const createdAt = ctx.clock.now();
  await ctx.db.prisma.user.create({
    data: {
      id,
      email,
      emailNormalized: email.toLowerCase(),
      role,
      plan,
      referralCode: id.slice(-12),
      createdAt,
      wallet: { create: {} },
    },
  });
  const sessionId = ctx.ids.uuid();
  const expiresAt = new Date(createdAt.getTime() + 30 * 86_400_000);
  await ctx.db.prisma.authSession.create({
    data: { id: sessionId, userId: id, tokenHash: `test-${sessionId}`, createdAt, lastSeenAt: createdAt, expiresAt },
  });
  if (credits > 0) await giveCredits(ctx, id, credits);
  const actor: UserActor = { type: 'user', userId: id, sessionId, role, plan };
  return { id, email, actor, ctx: withCtx(ctx, { actor }) };
}

/** Grants credits the way registration does, once per call. */
export async function giveCredits(ctx: Ctx, userId: string, credits: number): Promise<void> {
  const asSystem = withCtx(ctx, { actor: { type: 'system', job: 'test' } });
  const externalId = ctx.ids.uuid();
  await grant({
    ctx: asSystem,
    input: {
      userId,
      source: 'bonus',
      amountMicro: creditsToMicro(credits),
      expiresAt: null,
      externalSource: 'test',
      externalId,
      ref: { type: 'user', id: userId },
    },
  });
}
