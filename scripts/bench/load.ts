import { performance } from 'node:perf_hooks';
import { Line, type Shot } from './line';

export type { Shot } from './line';

export interface LoadResult {
  /** Good answers a second. */
  perSecond: number;
  good: number;
  p50Ms: number;
  p95Ms: number;
  errors: number;
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

export const median = (values: readonly number[]): number => percentile(sorted(values), 0.5);

/** Keeps `connections` requests in flight for `seconds`; `next` makes each by connection and running number. */
export async function runLoad(
  url: string,
  connections: number,
  seconds: number,
  next: (connection: number, shot: number) => Shot,
): Promise<LoadResult> {
  const target = new URL(url);
  const times: number[] = [];
  let errors = 0;
  const started = performance.now();
  const until = started + seconds * 1_000;
  const worker = async (connection: number) => {
    const line = new Line(target);
    for (let shot = 0; performance.now() < until; shot++) {
      const from = performance.now();
      const { status } = await line.send(next(connection, shot));
      if (status === 200) times.push(performance.now() - from);
      else errors++;
    }
    line.close();
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => worker(connection)));
  const elapsed = (performance.now() - started) / 1_000;
  const inOrder = sorted(times);
  return {
    perSecond: times.length / elapsed,
    good: times.length,
    p50Ms: percentile(inOrder, 0.5),
    p95Ms: percentile(inOrder, 0.95),
    errors,
  };
}
