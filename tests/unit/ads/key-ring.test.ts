import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { createKeyRing, MOST_AGE_MS } from '@/lib/ads/callbacks/admob-keys';
import { silentLog } from '../../support/test-ctx';
import { startAdmobKeyServer, type AdmobKeyServer } from '../../support/wire/admob-key-server';

let server: AdmobKeyServer;
beforeAll(async () => {
  server = await startAdmobKeyServer();
});
afterEach(() => server.recover());
afterAll(() => server.close());

const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms);
const HOUR = 3_600_000;

/** Asks for the newest key, so and so long after the beginning. */
function ringOf(timeoutMs?: number) {
  const ring = createKeyRing(server.url, timeoutMs);
  return (ms: number, keyId = String(server.signer().keyId)) => ring.find(keyId, at(ms), silentLog);
}

it('a key server that says nothing is given up, once for all who wait', async () => {
  // Long enough for the call to arrive on a machine with much else to do: less, and it is given up before it was heard.
  const find = ringOf(3_000);
  server.stall();
  const asked = server.asked();
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => find(0)));
  expect(answers.every((answer) => answer.status === 'rejected')).toBe(true);
  await expect(find(1_000)).rejects.toMatchObject({ code: 'provider_unavailable', status: 503, retryAfterSeconds: 5 });
  expect(server.asked() - asked).toBe(1);
  server.recover();
  expect(await find(5_000)).toMatchObject({ asymmetricKeyType: 'ec' });
});

it('an old list still counts while a new one is asked for', async () => {
  const find = ringOf();
  await find(0);
  const asked = server.asked();
  server.fail();
  expect(await find(12 * HOUR)).not.toBeNull();
  expect(await find(12 * HOUR + 1)).not.toBeNull();
  // The answer of the failing server is awaited by the next that needs it.
  await expect(find(12 * HOUR + 2, '1')).rejects.toMatchObject({ status: 503 });
  expect(server.asked() - asked).toBe(1);
  expect(await find(MOST_AGE_MS - 1)).not.toBeNull();
  await expect(find(MOST_AGE_MS)).rejects.toMatchObject({ status: 503 });
});

it('lists may name keys by DER alone; entries that are no keys are passed over', async () => {
  const { keyId } = server.rotate();
  const list = (await (await fetch(server.url)).json()) as { keys: { keyId: number; pem?: string; base64: string }[] };
  const good = list.keys.find((entry) => entry.keyId === keyId)!;
  server.lie(JSON.stringify({ keys: [{ keyId: 1, base64: 'AAAA' }, { keyId: 2 }, { keyId, base64: good.base64 }] }));
  const find = ringOf();
  expect(await find(0, String(keyId))).not.toBeNull();
  expect(await find(0, '1')).toBeNull();
  expect(await find(0, '2')).toBeNull();
});
