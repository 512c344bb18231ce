/** Enough for a median and a rough 95th percentile, and no more than a page of memory. */
const CAPACITY = 64;
/** What was longer ago says nothing about now. */
const MAX_AGE_MS = 600_000;
/** Below this a percentile is an anecdote. */
export const ENOUGH = 5;

/** The last calls of one model: a ring of fixed size. */
export interface Samples {
  /** `firstContentMs` is absent for calls that failed by the provider's doing. */
  add(nowMs: number, firstContentMs?: number): void;
  read(nowMs: number): Reading;
}

export interface Reading {
  samples: number;
  medianMs: number | null;
  p95Ms: number | null;
  failureShare: number;
}

/** The smallest value that so much of all is not above (nearest rank). */
function percentile(sorted: Float64Array, share: number): number | null {
  if (sorted.length < ENOUGH) return null;
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

/** Adding is two writes; reading sorts, and again only once something has changed or a second has passed. */
export function createSamples(): Samples {
  const at = new Float64Array(CAPACITY).fill(Number.NEGATIVE_INFINITY);
  const took = new Float64Array(CAPACITY);
  let next = 0;
  let known: Reading | undefined;
  let knownAt = 0;

  const compute = (nowMs: number): Reading => {
    const times: number[] = [];
    let failures = 0;
    for (let index = 0; index < CAPACITY; index += 1) {
      if (nowMs - (at[index] ?? 0) > MAX_AGE_MS) continue;
      const ms = took[index] ?? Number.NaN;
      if (Number.isNaN(ms)) failures += 1;
      else times.push(ms);
    }
    const samples = times.length + failures;
    const sorted = Float64Array.from(times).sort();
    return {
      samples,
      medianMs: percentile(sorted, 0.5),
      p95Ms: percentile(sorted, 0.95),
      failureShare: samples === 0 ? 0 : failures / samples,
    };
  };

  return {
    add(nowMs, firstContentMs = Number.NaN) {
      at[next] = nowMs;
      took[next] = firstContentMs;
      next = (next + 1) % CAPACITY;
      known = undefined;
    },
    read(nowMs) {
      if (!known || nowMs - knownAt >= 1_000) {
        known = compute(nowMs);
        knownAt = nowMs;
      }
      return known;
    },
  };
}
