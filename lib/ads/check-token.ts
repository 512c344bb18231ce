import { timingSafeEqual } from 'node:crypto';
import type { Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { isUuid, sha256 } from '@/lib/ids';
import { tokenOf } from './session-row';

/** Whether the token is this session's. */
export function isToken(ctx: Pick<Ctx, 'sign'>, sessionId: string, token: string): boolean {
  const given = Buffer.from(sha256(token), 'hex');
  const right = Buffer.from(sha256(tokenOf(ctx, sessionId)), 'hex');
  return isUuid(sessionId) && timingSafeEqual(given, right);
}

/**
 * Whether the token is this session's. A wrong one is answered like an unknown session, so that nothing can be tried out.
 * @throws AppError not_found
 */
export function checkToken(ctx: Pick<Ctx, 'sign'>, sessionId: string, token: string): void {
  if (!isToken(ctx, sessionId, token)) throw notFound('ad session');
}
