import { createLocalLimiter, type LocalLimiter } from './local';
import { addressSubject } from './subject';
import { limitsEnabled } from './switch';

let limiter: LocalLimiter | undefined;

/** Counts one request of an address in this process. Seconds to wait, or null when it may pass. */
export async function coarseWait(address: string | null): Promise<number | null> {
  if (!limitsEnabled()) return null;
  limiter ??= createLocalLimiter();
  return limiter.consume('coarse', addressSubject(address));
}
