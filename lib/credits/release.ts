import type { Verb } from '@/lib/context';
import { endHold } from './settle';
import type { SettleOutcome } from './types';

/**
 * Returns a whole hold to the lots it came from. A lot that expired meanwhile lives 7 more days.
 * A hold that has ended already is left as it is (`ended`).
 * @throws AppError not_found for an unknown or a stranger's hold.
 */
export const release: Verb<{ holdId: string; reason?: string }, SettleOutcome> = ({ ctx, input }) =>
  endHold(ctx, { ...input, captureMicro: 0n }, 'released');
