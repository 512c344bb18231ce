import { createLocalLimiter, type LocalLimiter } from './local';
import { addressSubject } from './subject';
import { limitsEnabled } from './switch';

const KEY = Symbol.for('megicai.coarse');
/** On globalThis: pages are counted in the middleware, the API in its routes, and each is a bundle of its own. */
const holder = globalThis as { [KEY]?: LocalLimiter };

/** Counts one request of an address in this process. Seconds to wait, or null when it may pass. */
export async function coarseWait(address: string | null): Promise<number | null> {
  if (!limitsEnabled()) return null;
  holder[KEY] ??= createLocalLimiter();
  return holder[KEY].consume('coarse', addressSubject(address));
}
