import { isIPv4, isIPv6 } from 'node:net';

const PRIVATE_V4 = [/^0\./, /^10\./, /^127\./, /^169\.254\./, /^172\.(1[6-9]|2\d|3[01])\./, /^192\.168\./];
/** Carriers share these among strangers by design (RFC 6598). */
const SHARED_V4 = /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;
const PRIVATE_V6 = [/^::$/, /^::1$/, /^f[cd]/i, /^fe[89ab]/i, /^::ffff:/i];

/**
 * The part of a network address that says something about somebody: whole for IPv4, the first 64 bits for IPv6, where one
 * home has them all. Null for loopback, private and carriers' shared ones: everybody may be behind those.
 */
export function addressMark(address: string | null): string | null {
  if (address === null) return null;
  if (isIPv4(address)) {
    return PRIVATE_V4.some((range) => range.test(address)) || SHARED_V4.test(address) ? null : address;
  }
  if (!isIPv6(address) || PRIVATE_V6.some((range) => range.test(address))) return null;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail.split(':').filter(Boolean);
  const filled = address.includes('::')
    ? [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
    : front;
  return filled
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
