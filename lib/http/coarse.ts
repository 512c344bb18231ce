import { AppError } from '@/lib/errors';
import { coarseWait } from '@/lib/rate-limit/edge';
import { addressOf } from './caller';

/** The outer wall: counts everything one address asks for, in this process. @throws AppError rate_limited. */
export async function assertCoarse(headers: Headers): Promise<void> {
  const wait = await coarseWait(addressOf(headers));
  if (wait === null) return;
  throw new AppError('rate_limited', `Too many requests. Try again in ${wait} seconds.`, { retryAfterSeconds: wait });
}
