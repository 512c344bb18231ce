import type { AddressInfo } from 'node:net';
import { createServer as createHttp } from 'node:http';
import { Redis } from 'ioredis';
import type { Kv } from '@/lib/redis';
import type { Clock } from '@/lib/clock';
import { atEndOfFile } from './cleanup';
import { memoryKv } from './memory-kv';
import { openKv } from './open-kv';
import { createSharedBeats, noStore } from './shared-beats';

/** Upstash's REST protocol before a real Redis. */
async function openRestBefore(target: string): Promise<string> {
  const redis = new Redis(target);
  const server = createHttp((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const [name = '', ...rest] = JSON.parse(text) as string[];
      redis.call(name, ...rest.map(String)).then(
        (result) => response.end(JSON.stringify({ result })),
        (error: Error) => response.writeHead(400).end(JSON.stringify({ error: error.message })),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEndOfFile(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    redis.disconnect();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function opened(open: Promise<Kv>): Promise<Kv> {
  const kv = await open;
  atEndOfFile(() => kv.close());
  return kv;
}

/** Every place where beats are counted, by name: the last two only with TEST_REDIS_URL. */
export async function beatStores(clock: Clock): Promise<Map<string, Kv>> {
  const stores = new Map<string, Kv>([
    ['database', noStore()],
    ['process', memoryKv(clock)],
    ['shared', createSharedBeats().kv()],
  ]);
  const url = process.env.TEST_REDIS_URL;
  if (url) {
    stores.set('redis', await opened(openKv({ REDIS_URL: url })));
    const rest = { UPSTASH_REDIS_REST_URL: await openRestBefore(url), UPSTASH_REDIS_REST_TOKEN: 'any' };
    stores.set('rest', await opened(openKv(rest)));
  }
  return stores;
}
