import { systemIds } from '@/lib/ids';

const REQUEST_ID = /^[\w.-]{8,80}$/;
const DEVICE = /^[\w-]{16,64}$/;

export const DEVICE_COOKIE = 'device';

/** The request's id: the one that came with it if it is a sane one, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && REQUEST_ID.test(given) ? given : systemIds.uuid();
}

/** The client's address. Our server script leaves exactly one address in this header, the one it trusts. */
export function addressOf(headers: Headers): string | null {
  const address = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return address ? address.replace(/^::ffff:/, '') : null;
}

export function deviceOf(cookie: string | undefined): string | null {
  return cookie !== undefined && DEVICE.test(cookie) ? cookie : null;
}
