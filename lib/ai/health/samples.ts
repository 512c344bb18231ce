/** Enough for a median and a rough 95th percentile, and no more than a page of memory. */
const CAPACITY = 64;
/** What was longer ago says nothing about now. */
const MAX_AGE_MS = 600_000;
/** Below this a percentile is an anecdote. */
export const ENOUGH = 5;

/** The last calls of one model: a ring of fixed size. */
export interface Samples {
  /**
   * `firstContentMs` is absent for calls that failed by the provider's doing. `atLeast`: it took longer, nobody knows how
   * much; this counts for the median alone.
   */
  add(nowMs: number, firstContentMs?: number, atLeast?: boolean): void;
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
  const isBound = new Uint8Array(CAPACITY);
  let next = 0;
  let known: Reading | undefined;
  let knownAt = 0;

  const compute = (nowMs: number): Reading => {
    const times: number[] = [];
    const bounds: number[] = [];
    let failures = 0;
    for (let index = 0; index < CAPACITY; index += 1) {
      if (nowMs - (at[index] ?? 0) > MAX_AGE_MS) continue;
      const ms = took[index] ?? Number.NaN;
      if (Number.isNaN(ms)) failures += 1;
      else (isBound[index] ? bounds : times).push(ms);
    }
    const samples = times.length + bounds.length + failures;
    return {
      samples,
      medianMs: percentile(Float64Array.from([...times, ...bounds]).sort(), 0.5),
      // A race that waited by its own outcomes would wait longer every time.
      p95Ms: percentile(Float64Array.from(times).sort(), 0.95),
      failureShare: samples === 0 ? 0 : failures / samples,
    };
  };

  return {
    add(nowMs, firstContentMs = Number.NaN, atLeast = false) {
      at[next] = nowMs;
      took[next] = firstContentMs;
      isBound[next] = atLeast ? 1 : 0;
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
