import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Log } from '@/lib/context';
import { AppError } from '@/lib/errors';

const HOUR_MS = 3_600_000;
/** Google asks that nobody keeps its keys for more than a day. */
export const MOST_AGE_MS = 23 * HOUR_MS;
/** From then on new ones are asked for, while the old ones still count. */
const OLD_MS = 12 * HOUR_MS;
/** An unknown key id may be a new key; whoever makes ids up must not make us ask each time. */
export const ASK_AGAIN_MS = 60_000;
const AFTER_FAILURE_MS = 5_000;
const MOST_BYTES = 64 * 1024;

const listSchema = z.object({
  keys: z
    .array(z.object({ keyId: z.int().nonnegative(), pem: z.string().optional(), base64: z.string().optional() }))
    .min(1)
    .max(100),
});

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of response.body ?? []) {
    total += chunk.byteLength;
    if (total > MOST_BYTES) throw new Error('the list of keys is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Only the curve that these callbacks are signed with. */
function keyOf({ pem, base64 }: { pem?: string | undefined; base64?: string | undefined }): KeyObject | null {
  try {
    const key = pem
      ? createPublicKey(pem)
      : createPublicKey({ key: Buffer.from(base64 ?? '', 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
}

async function load(url: string, timeoutMs: number): Promise<Map<string, KeyObject>> {
  const signal = AbortSignal.timeout(timeoutMs);
  const ask = () => fetch(url, { redirect: 'error', cache: 'no-store', signal });
  // A connection that was kept open may have been closed just now: only a second one says that nobody is there.
  const response = await ask().catch((error: unknown) => {
    if (error instanceof TypeError) return ask();
    throw error;
  });
  if (!response.ok) throw new Error(`the key server answered ${response.status}`);
  const { keys } = listSchema.parse(JSON.parse(await textOf(response)));
  const usable = new Map<string, KeyObject>();
  for (const entry of keys) {
    const key = keyOf(entry);
    if (key) usable.set(String(entry.keyId), key);
  }
  if (usable.size === 0) throw new Error('the list has no usable key');
  return usable;
}

export interface KeyRing {
  /**
   * The key with this id; null when the newest list does not have it.
   * @throws AppError provider_unavailable while the key server cannot be asked
   */
  find(keyId: string, now: Date, log: Log): Promise<KeyObject | null>;
}

/** Keys of a key server: asked for once by all who wait, kept for less than a day, and while the server is down. */
export function createKeyRing(url: string, timeoutMs = 4_000): KeyRing {
  let keys = new Map<string, KeyObject>();
  let loadedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let failed = false;
  let asking: Promise<void> | null = null;

  const ask = async (at: number, log: Log) => {
    askedAt = at;
    try {
      keys = await load(url, timeoutMs);
      loadedAt = at;
      failed = false;
    } catch (error) {
      failed = true;
      log.warn({ error, url }, 'the key server of an ad network could not be asked');
    }
  };
  const refresh = (at: number, log: Log): Promise<void> => {
    if (asking) return asking;
    if (at - askedAt < (failed ? AFTER_FAILURE_MS : ASK_AGAIN_MS)) return Promise.resolve();
    asking = ask(at, log).finally(() => (asking = null));
    return asking;
  };
  return {
    async find(keyId, now, log) {
      const at = now.getTime();
      const known = () => (at - loadedAt < MOST_AGE_MS ? keys.get(keyId) : undefined);
      const kept = known();
      if (kept) {
        if (at - loadedAt >= OLD_MS) void refresh(at, log);
        return kept;
      }
      await refresh(at, log);
      const found = known();
      if (found) return found;
      if (failed || at - loadedAt >= MOST_AGE_MS) {
        const detail = 'The keys of this network cannot be had now.';
        throw new AppError('provider_unavailable', detail, { retryAfterSeconds: AFTER_FAILURE_MS / 1000 });
      }
      return null;
    },
  };
}

const rings = new Map<string, KeyRing>();

/** The ring of this address, one in each process. */
export function keyRingOf(url: string): KeyRing {
  const ring = rings.get(url) ?? createKeyRing(url);
  rings.set(url, ring);
  return ring;
}
