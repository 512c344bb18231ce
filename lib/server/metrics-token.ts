import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError, notFound } from '@/lib/errors';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Lets a collector in that sends the configured token. Compared as hashes, so that neither length nor beginning shows in
 * the time it takes.
 * @throws AppError not_found where none is configured, unauthenticated for another or none.
 */
export function assertMetricsToken(configured: string | undefined, authorization: string | null): void {
  if (!configured) throw notFound('page');
  const [scheme = '', ...token] = (authorization ?? '').split(' ');
  const given = scheme.toLowerCase() === 'bearer' ? token.join(' ').trim() : '';
  if (!timingSafeEqual(digest(given), digest(configured))) {
    throw new AppError('unauthenticated', 'Send METRICS_TOKEN as bearer token.');
  }
}
