import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { invalidField } from '@/lib/errors';
import { cutSigned, forged, malformed, readParameters } from './signed-query';

/** US dollars, exactly: at most six digits behind the point. */
const dollars = z.string().regex(/^\d{1,6}(?:\.\d{1,6})?$/, 'must be dollars with at most 6 decimals');

/** What an offer wall posts back. Networks add members of their own: those are signed, and passed over. */
export const offerPostbackSchema = z.object({
  event: z.enum(['credit', 'reversal']),
  transaction_id: z.string().regex(/^[\w.:-]{1,128}$/, 'must be 1 to 128 letters, digits or . : _ -'),
  user_id: z.string().regex(/^[\x20-\x7e]{1,128}$/, 'must be 1 to 128 plain characters'),
  /** Of a credit: what the network pays us. A reversal takes what its credit had paid, whatever it says. */
  payout_usd: dollars.optional(),
  offer_name: z.string().max(200).optional(),
});

export interface OfferMessage {
  event: 'credit' | 'reversal';
  transactionId: string;
  userId: string;
  /** Millionths of a US dollar. */
  payoutMicroUsd: bigint;
  offerName: string | null;
}

export interface RawPostback {
  method: 'GET' | 'POST';
  query: string;
  body: Buffer;
  mediaType: string;
  /** Of a POST: the header `x-signature`. */
  signature: string | null;
}

const HEX = /^[0-9a-f]{64}$/i;

function assertSigned(secret: string, signed: string | Buffer, signature: string): void {
  if (!HEX.test(signature)) throw forged();
  const right = createHmac('sha256', secret).update(signed).digest();
  if (!timingSafeEqual(right, Buffer.from(signature, 'hex'))) throw forged();
}

function jsonMembers(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw malformed('The body is not valid JSON in UTF-8.');
  }
}

/** Only what was signed is read: of a POST its body alone, of a GET what stands before the signature. */
function signedMembers(secret: string, { method, query, body, mediaType, signature }: RawPostback): unknown {
  if (method === 'POST') {
    assertSigned(secret, body, signature ?? '');
    if (mediaType === 'application/json') return jsonMembers(body);
    return Object.fromEntries(readParameters(body.toString('utf8').replaceAll('+', '%20')));
  }
  // The whole first: a name that stands twice is refused wherever it stands.
  readParameters(query);
  const { signed, values } = cutSigned(query, ['signature']);
  assertSigned(secret, signed, values[0] ?? '');
  return Object.fromEntries(readParameters(signed.replaceAll('+', '%20')));
}

/** "1.25" as 1250000. */
function microUsd(text: string): bigint {
  const [whole = '0', decimals = ''] = text.split('.');
  return BigInt(whole) * 1_000_000n + BigInt(decimals.padEnd(6, '0'));
}

/**
 * A postback whose signature is right: hex HMAC-SHA256 under the shared secret.
 * @throws AppError forbidden for a forgery, malformed_json (400), invalid_input naming the member
 */
export function readPostback(secret: string, raw: RawPostback): OfferMessage {
  const parsed = offerPostbackSchema.safeParse(signedMembers(secret, raw));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalidField(issue?.path.join('.') ?? '', issue?.message ?? 'is not valid');
  }
  const { event, transaction_id: transactionId, user_id: userId, payout_usd: payout, offer_name: name } = parsed.data;
  if (event === 'credit' && payout === undefined) throw invalidField('payout_usd', 'is required');
  // Control characters can be coded into a query, and no table takes NUL.
  const offerName =
    name
      ?.toWellFormed()
      .replaceAll(/\p{Cc}/gu, '')
      .trim() ?? '';
  return { event, transactionId, userId, payoutMicroUsd: microUsd(payout ?? '0'), offerName: offerName || null };
}
