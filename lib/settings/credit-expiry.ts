import { DAY_MS } from '@/lib/format';
import type { Settings } from './schema';

/** Sources of credits whose days the operator sets; bought credits never expire. */
export type EarnedSource = keyof Settings['rewards']['expiryDays'];

/** When credits of a source earned at `now` expire; null never. */
export function creditExpiry(settings: Settings, source: EarnedSource, now: Date): Date | null {
  const days = settings.rewards.expiryDays[source];
  return typeof days === 'number' ? new Date(now.getTime() + days * DAY_MS) : null;
}
