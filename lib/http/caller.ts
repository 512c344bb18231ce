import { isIP } from 'node:net';
import { systemIds } from '@/lib/ids';

const REQUEST_ID = /^[\w.-]{8,80}$/;
const DEVICE = /^[\w-]{16,64}$/;

export const DEVICE_COOKIE = 'device';

/** The request's id: the one that came with it if it is a sane one, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && REQUEST_ID.test(given) ? given : systemIds.uuid();
}

/**
 * The client's address. Our server script leaves exactly one in this header, the one it trusts; of several, from a
 * server that is not ours, the last is what the nearest hop has seen.
 */
export function addressOf(headers: Headers): string | null {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  const address = last.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) ? address : null;
}

export function deviceOf(cookie: string | undefined): string | null {
  return cookie !== undefined && DEVICE.test(cookie) ? cookie : null;
}
