import { invalidField } from '@/lib/errors';
import { systemIds } from '@/lib/ids';

const KEY = /^[\x20-\x7e]{1,255}$/;

/** The call's Idempotency-Key; without one it gets a key of its own, so nothing is ever done twice by our own retries. */
export function idempotencyKeyOf(headers: Headers, required: boolean): string {
  const key = headers.get('idempotency-key');
  if (key === null) {
    if (required) throw invalidField('Idempotency-Key', 'this header is required');
    return `auto-${systemIds.uuid()}`;
  }
  if (!KEY.test(key)) throw invalidField('Idempotency-Key', 'must be 1 to 255 printable ASCII characters');
  return key;
}
