import { withCtx, type Ctx } from '@/lib/context';
import { grant } from '@/lib/credits';
import type { Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { emit } from '@/lib/events';
import { creditsToMicro } from '@/lib/format';
import { noteRegistration } from '@/lib/risk';
import { creditExpiry } from '@/lib/settings';
import { normalizeEmail } from './normalize-email';
import { hashPassword } from './passwords';
import type { UserView } from './me';
import { mailVerification } from './request-verification';
import type { RegisterInput } from './schema';

const REFERRAL_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** As `GET /api/me` shows it. */
export type NewUser = UserView;

function referralCode(ctx: Ctx): string {
  const bytes = Buffer.from(ctx.ids.token(10), 'base64url');
  return Array.from(bytes, (byte) => REFERRAL_ALPHABET[byte % REFERRAL_ALPHABET.length]).join('');
}

/** The account row and its wallet. Returns null for a mail address that has an account. */
export async function insertUser(
  ctx: Ctx,
  db: Db,
  input: RegisterInput & { role: 'user' | 'admin'; verified?: boolean },
  passwordHash: string,
): Promise<NewUser | null> {
  const referrer = input.referralCode
    ? await db.prisma.user.findUnique({
        where: { referralCode: input.referralCode.toLowerCase() },
        select: { id: true },
      })
    : null;
  const now = ctx.clock.now();
  const code = referralCode(ctx);
  const [row] = await db.sql<{ id: string }>(
    `INSERT INTO users (id, email, email_normalized, name, password_hash, role, referral_code, referred_by,
       created_at, email_verified_at)
     VALUES ($1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::uuid, $9::timestamptz, $10::timestamptz)
     ON CONFLICT (email_normalized) DO NOTHING RETURNING id`,
    [
      ctx.ids.uuid(),
      input.email,
      normalizeEmail(input.email),
      input.name ?? null,
      passwordHash,
      input.role,
      code,
      referrer?.id ?? null,
      now,
      input.verified ? now : null,
    ],
  );
  if (!row) return null;
  await db.prisma.creditWallet.create({ data: { userId: row.id } });
  return {
    id: row.id,
    email: input.email,
    name: input.name ?? null,
    role: input.role,
    plan: 'free',
    emailVerified: Boolean(input.verified),
    referralCode: code,
    createdAt: now.toISOString(),
  };
}

/**
 * The credits a new account starts with, as the settings say; zero means none. Once per mailbox, for ever: whoever leaves
 * and comes back has had them. Only a keyed hash of the address is kept for that.
 */
async function grantWelcome(ctx: Ctx, { id: userId, email }: NewUser): Promise<void> {
  const settings = ctx.settings.current();
  const { welcomeBonus } = settings.rewards;
  if (welcomeBonus <= 0) return;
  await grant({
    ctx,
    input: {
      userId,
      source: 'bonus',
      amountMicro: creditsToMicro(welcomeBonus),
      expiresAt: creditExpiry(settings, 'bonus', ctx.clock.now()),
      externalSource: 'welcome',
      externalId: ctx.sign(`welcome:${normalizeEmail(email)}`),
      ref: { type: 'user', id: userId },
      reason: 'welcome',
    },
  });
}

/**
 * Opens an account with its wallet, the welcome bonus and the mail that verifies the address, all or nothing. Links begin
 * with `baseUrl`; without one they are paths.
 * @throws AppError conflict for a mail address that has an account.
 */
export async function registerUser({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: RegisterInput & { baseUrl?: string };
}): Promise<NewUser> {
  const passwordHash = await hashPassword(input.password);
  return ctx.db.transaction(async (db) => {
    const user = await insertUser(ctx, db, { ...input, role: 'user' }, passwordHash);
    if (!user) {
      throw new AppError('conflict', 'There is an account with this mail address. Sign in instead.', {
        fields: [{ path: 'email', message: 'has an account already' }],
      });
    }
    const tx = withCtx(ctx, { db, actor: { type: 'system', job: 'welcome' } });
    await grantWelcome(tx, user);
    await noteRegistration({ ctx: tx, input: { userId: user.id, email: user.email } });
    await mailVerification(tx, user, input.baseUrl);
    await emit(tx, { type: 'user.registered', userId: user.id });
    return user;
  });
}
