import { verify, type KeyObject } from 'node:crypto';
import { isUuid } from '@/lib/ids';
import { cutSigned, malformed, readParameters } from './signed-query';

/** What a callback of AdMob says, before anybody has looked at its signature. */
export interface AdmobMessage {
  /** As it came, up to its signature. */
  signed: string;
  signature: Buffer;
  keyId: string;
  adUnit: string;
  transactionId: string;
  /** Null where it names none of ours, as the test button of AdMob's console does. */
  sessionId: string | null;
  userId: string | null;
}

const BASE64URL = /^[\w-]{8,200}={0,2}$/;
const KEY_ID = /^\d{1,10}$/;
const TRANSACTION = /^[\w.:-]{1,128}$/;
/**
 * Codes that Google would not write: of letters, digits and marks that need none, and in small letters; and those that
 * would cut the query, were they decoded before it is cut.
 */
const STRANGE_CODE = /%(?:2[6BDE]|3[0-9D]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE]|[0-9A-F]?[a-f])/;

const uuidOf = (text: string | undefined) => (text !== undefined && isUuid(text) ? text.toLowerCase() : null);

/** @throws AppError malformed_json (400) naming what no real callback lacks */
export function readAdmob(query: string): AdmobMessage {
  const parameters = readParameters(query);
  const { signed, values } = cutSigned(query, ['signature', 'key_id']);
  const [signature = '', keyId = ''] = values;
  if (!BASE64URL.test(signature)) throw malformed('The signature is not base64url.');
  if (!KEY_ID.test(keyId)) throw malformed('The key_id is not a number.');
  const transactionId = parameters.get('transaction_id') ?? '';
  if (!TRANSACTION.test(transactionId)) throw malformed('A transaction_id is needed.');
  return {
    signed,
    signature: Buffer.from(signature, 'base64url'),
    keyId,
    adUnit: parameters.get('ad_unit') ?? '',
    transactionId,
    sessionId: uuidOf(parameters.get('custom_data')),
    userId: uuidOf(parameters.get('user_id')),
  };
}

/**
 * Whether Google signed it: ECDSA over SHA-256 of the raw query. Google itself signs values before it codes them into the
 * address, so a reward called "Extra life" fits only decoded; that is tried where the query is coded as Google codes it
 * and decoding moves no border between parameters, which keeps both readings one.
 */
export function isSigned({ signed, signature }: AdmobMessage, key: KeyObject): boolean {
  const fits = (text: string) => verify('sha256', Buffer.from(text, 'utf8'), { key, dsaEncoding: 'der' }, signature);
  if (fits(signed)) return true;
  return signed.includes('%') && !STRANGE_CODE.test(signed) && fits(decodeURIComponent(signed));
}

/** AdMob names a unit by the last part of its id: 456 of `ca-app-pub-123/456`. */
export function isOurUnit(units: readonly string[], adUnit: string): boolean {
  return adUnit !== '' && units.some((unit) => unit === adUnit || unit.split('/').at(-1) === adUnit);
}
