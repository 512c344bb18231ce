import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { performance } from 'node:perf_hooks';

export interface Shot {
  path: string;
  headers: OutgoingHttpHeaders;
  body: string;
}

export interface LoadResult {
  /** Good answers a second. */
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  errors: number;
}

function fire(url: URL, agent: Agent, shot: Shot): Promise<number> {
  return new Promise((resolve) => {
    const request = httpRequest(
      {
        host: url.hostname,
        port: url.port,
        path: shot.path,
        method: 'POST',
        agent,
        headers: { ...shot.headers, 'content-length': Buffer.byteLength(shot.body) },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
        response.once('error', () => resolve(0));
      },
    );
    request.once('error', () => resolve(0));
    request.end(shot.body);
  });
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const median = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

/** Keeps `connections` requests in flight for `seconds`; `next` makes each by connection and running number. */
export async function runLoad(
  url: string,
  connections: number,
  seconds: number,
  next: (connection: number, shot: number) => Shot,
): Promise<LoadResult> {
  const target = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let errors = 0;
  const started = performance.now();
  const until = started + seconds * 1_000;
  const worker = async (connection: number) => {
    for (let shot = 0; performance.now() < until; shot++) {
      const from = performance.now();
      const status = await fire(target, agent, next(connection, shot));
      if (status === 200) times.push(performance.now() - from);
      else errors++;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, connection) => worker(connection)));
  const elapsed = (performance.now() - started) / 1_000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return { perSecond: times.length / elapsed, p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95), errors };
}
