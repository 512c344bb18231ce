import type { Ctx } from '@/lib/context';
import { invalidField } from '@/lib/errors';
import { sha256 } from '@/lib/ids';

export type TokenKind = 'verify' | 'reset';

/** How long a mailed link works: verifying may wait for a day, a way into the account for an hour. */
const TTL_MS: Record<TokenKind, number> = { verify: 24 * 3_600_000, reset: 3_600_000 };

/** A new token's row, in the caller's transaction. The token is returned once; only its hash is kept. */
export async function issueToken(ctx: Ctx, userId: string, kind: TokenKind): Promise<string> {
  const token = ctx.ids.token();
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + TTL_MS[kind]);
  await ctx.db.prisma.accountToken.create({
    data: { id: ctx.ids.uuid(), userId, kind, tokenHash: sha256(token), createdAt, expiresAt },
  });
  return token;
}

/** One answer for an unknown, an expired and a used token. */
const unusable = () => invalidField('token', 'does not work: it is unknown, too old, or was used already');

/** Refuses early what `takeToken` would refuse, before anything expensive. @throws AppError invalid_input (token). */
export async function assertToken(ctx: Ctx, kind: TokenKind, token: string): Promise<void> {
  const known = await ctx.db.prisma.accountToken.findFirst({
    where: { kind, tokenHash: sha256(token), usedAt: null, expiresAt: { gt: ctx.clock.now() } },
    select: { id: true },
  });
  if (!known) throw unusable();
}

/** One statement: of two that use a token at once, one wins. */
const TAKE = `
  UPDATE account_tokens AS t SET used_at = $3::timestamptz FROM users u
  WHERE t.token_hash = $1::text AND t.kind = $2::text AND t.used_at IS NULL AND t.expires_at > $3::timestamptz
    AND u.id = t.user_id AND u.suspended_at IS NULL
  RETURNING t.user_id::text AS "userId"`;

/** Uses a living account's token up and says whose it is. @throws AppError invalid_input (token). */
export async function takeToken(ctx: Ctx, kind: TokenKind, token: string): Promise<string> {
  const [used] = await ctx.db.sql<{ userId: string }>(TAKE, [sha256(token), kind, ctx.clock.now()]);
  if (!used) throw unusable();
  return used.userId;
}

/** A link of this hub. Without a known public address it is a path: what a request claims as Host is not mailed. */
export function mailedLink(baseUrl: string | undefined, path: string, token: string): string {
  return `${baseUrl?.replace(/\/+$/, '') ?? ''}${path}?token=${encodeURIComponent(token)}`;
}
