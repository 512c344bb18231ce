import type { Rhythm } from '@/lib/risk/signals/ad-facts';

/** A generator of numbers from 0 to 1 that is the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What the server keeps of beats that came after these gaps. */
export function rhythmOf(gaps: readonly number[], hidden = 0): Rhythm {
  const meanMs = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const m2 = gaps.reduce((sum, gap) => sum + (gap - meanMs) ** 2, 0);
  return { beats: gaps.length + 1, hidden, gaps: gaps.length, meanMs, m2 };
}

/**
 * Gaps as the player makes them: its clock ticks every 250 ms, late by what the page is busy with; a beat goes with the
 * first tick two seconds after the last, and travels. As measured in Chromium (see `thresholds.ts`).
 */
export function playerGaps(random: () => number, seconds: number, { lateMs = 4, travelMs = 0 } = {}): number[] {
  const arrivals: number[] = [];
  let beat = 0;
  for (let tick = 0; tick < seconds * 4; tick += 1) {
    const now = tick * 250 + random() * lateMs;
    if (tick > 0 && now - beat < 2_000) continue;
    beat = now;
    arrivals.push(now + travelMs * (0.25 + random()));
  }
  // The end is told at once, whenever it comes.
  arrivals.push(beat + 500 + random() * 1_250 + travelMs * random());
  return arrivals.slice(1).map((at, index) => at - arrivals[index]!);
}

/** Gaps of a program that waits with a timer. */
export function timerGaps(random: () => number, count: number, { everyMs = 2_000, jitterMs = 12 } = {}): number[] {
  return Array.from({ length: count }, () => everyMs + 3 + random() * jitterMs);
}
