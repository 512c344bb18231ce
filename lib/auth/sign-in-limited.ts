import type { Ctx } from '@/lib/context';
import { sha256 } from '@/lib/ids';
import type { Limiter } from '@/lib/rate-limit';
import { normalizeEmail } from './normalize-email';
import { signIn, type SignedIn, type SignInArgs } from './sign-in';

/**
 * `signIn` behind the limit of wrong passwords per mail address, known or not. A right one clears the count, so that
 * nobody is locked out by signing in often.
 * @throws AppError rate_limited, and what `signIn` throws.
 */
export async function signInLimited({
  ctx,
  limiter,
  input,
}: {
  ctx: Ctx;
  limiter: Limiter;
  input: SignInArgs;
}): Promise<SignedIn> {
  const account = sha256(normalizeEmail(input.email));
  await limiter.assert('signInAccount', account);
  const signedIn = await signIn({ ctx, input });
  await limiter.reset('signInAccount', account);
  return signedIn;
}
