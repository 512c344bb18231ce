import { hash, randomBytes, randomUUID } from 'node:crypto';

/** Sources of identity and secrecy, injected so that tests can fix them. */
export interface Ids {
  /** A version 7 UUID: sortable by creation time. */
  uuid(): string;
  /** `bytes` random bytes as base64url. */
  token(bytes?: number): string;
}

/** The time in milliseconds, and for the rest a random UUID: Node draws those from a pool of its own. */
function uuidV7(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

export const systemIds: Ids = {
  uuid: uuidV7,
  token: (bytes = 32) => randomBytes(bytes).toString('base64url'),
};

/** SHA-256 as lowercase hex: how tokens and request bodies are remembered. */
export function sha256(text: string): string {
  return hash('sha256', text);
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
