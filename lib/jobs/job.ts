import type { Ctx } from '@/lib/context';

/** Work that somebody must do, once in each slot of time. Each may run in several instances at once without harm. */
export interface Job {
  name: string;
  /** One turn a slot in the whole cluster; slots are counted from 1970 UTC, so a day's slot is a UTC day. */
  slotSeconds: number;
  /** Without a queue: how often a turn is taken, when that is not the slot itself because the work knows when it is due. */
  aloneEverySeconds?: number;
  work(ctx: Ctx): Promise<unknown>;
}
