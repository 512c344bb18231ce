import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface RedisBetween {
  url: string;
  /** As a restart does: every connection ends, new ones are taken. */
  cut(): void;
  /** Nothing is passed on until `resume`. */
  hang(): void;
  resume(): void;
  /** Connections taken so far. */
  taken(): number;
  close(): Promise<void>;
}

/** A TCP proxy before a Redis that can cut and hang its connections. */
export async function openRedisBetween(target: string): Promise<RedisBetween> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  let hanging = false;
  let taken = 0;
  const listener = createServer((client) => {
    taken++;
    const server = connect(Number(to.port || 6379), to.hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => other.write(chunk));
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      if (hanging) socket.pause();
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((listener.address() as AddressInfo).port);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.toString(),
    cut,
    hang: () => {
      hanging = true;
      for (const socket of sockets) socket.pause();
    },
    resume: () => {
      hanging = false;
      for (const socket of sockets) socket.resume();
    },
    taken: () => taken,
    close: async () => {
      cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
