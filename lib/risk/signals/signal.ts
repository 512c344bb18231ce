import type { SignalId } from '../types';

/** What a signal saw: how strongly it holds, 0 to 1, and the numbers of its sentence. */
export interface Sight {
  strength: number;
  numbers: Record<string, number>;
}

/** Null where there is nothing to see. */
export type Signal<Facts> = (facts: Facts) => Sight | null;

export type SignalTable<Facts> = Partial<Record<SignalId, Signal<Facts>>>;

/** 0 up to `from`, 1 from `to` on, and a straight line between. */
export function ramp(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

export const sight = (strength: number, numbers: Record<string, number>): Sight | null =>
  strength > 0 ? { strength, numbers } : null;
