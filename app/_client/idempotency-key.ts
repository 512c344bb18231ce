/**
 * A fresh key for one press of a button. `crypto.randomUUID` is missing on plain http addresses other than localhost,
 * which is how a phone on the same network reaches the hub; random bytes are there everywhere.
 */
export function newIdempotencyKey(
  source: Pick<Crypto, 'getRandomValues'> & { randomUUID?: () => string } = crypto,
): string {
  if (typeof source.randomUUID === 'function') return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
