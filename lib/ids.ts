import { createHash, randomBytes } from 'node:crypto';

/** Sources of identity and secrecy, injected so that tests can fix them. */
export interface Ids {
  /** A version 7 UUID: sortable by creation time. */
  uuid(): string;
  /** `bytes` random bytes as base64url. */
  token(bytes?: number): string;
}

function uuidV7(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const systemIds: Ids = {
  uuid: uuidV7,
  token: (bytes = 32) => randomBytes(bytes).toString('base64url'),
};

/** SHA-256 as lowercase hex: how tokens and request bodies are remembered. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with sorted keys and without undefined members: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : member,
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether `text` can be an id of ours; anything else is "not found", never a database error. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
