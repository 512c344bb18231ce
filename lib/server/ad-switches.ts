import type { Settings } from '@/lib/settings';

const KEY = Symbol.for('megicai.adSwitches');
const holder = globalThis as { [KEY]?: Settings['ads'] };

/** What the operator says of ads, for the middleware, which is another bundle in the same process. */
export function keepAdSwitches(ads: Settings['ads']): void {
  holder[KEY] = ads;
}

/** Undefined until the services of this process are open: nothing is switched on then. */
export function adSwitches(): Settings['ads'] | undefined {
  return holder[KEY];
}
