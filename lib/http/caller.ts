import { randomBytes } from 'node:crypto';
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

/** The browser's id as its cookies have it, or a new one for a browser that has none. */
export function callerDevice(cookie: string | undefined): { id: string; isNew: boolean } {
  const known = deviceOf(cookie);
  return known === null ? { id: randomBytes(24).toString('base64url'), isNew: true } : { id: known, isNew: false };
}

const YEAR_SECONDS = 31_536_000;

/** The `Set-Cookie` line that gives a browser its id; scripts cannot read it. */
export function deviceCookie(id: string, secure: boolean): string {
  return `${DEVICE_COOKIE}=${id}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=lax${secure ? '; Secure' : ''}`;
}
