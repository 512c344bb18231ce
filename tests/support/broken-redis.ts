import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface BrokenRedis {
  url: string;
  close(): Promise<void>;
}

/**
 * A TCP server that plays a broken Redis: `hung` accepts and never answers, `stalls` answers until `stall()` is called
 * and then hangs, `read-only` refuses every command that writes.
 */
export async function openBrokenRedis(kind: 'hung' | 'stalls' | 'read-only'): Promise<BrokenRedis & { stall(): void }> {
  const sockets = new Set<Socket>();
  let stalled = kind === 'hung';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (stalled) return;
      // One reply per command: a command starts with its count of parts.
      for (const command of data.toString().split(/(?=\*\d+\r\n)/)) socket.write(reply(command.toUpperCase()));
    });
  });
  const reply = (command: string): string => {
    if (command.includes('\r\nINFO\r\n')) return '$23\r\nredis_version:7.0.15\r\n\r\n\r\n';
    if (kind === 'read-only') return "-READONLY You can't write against a read only replica.\r\n";
    return '+OK\r\n';
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stall: () => {
      stalled = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The address of a port that nobody listens on. */
export async function refusedRedisUrl(): Promise<string> {
  const gone = await openBrokenRedis('hung');
  await gone.close();
  return gone.url;
}
