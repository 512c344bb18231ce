import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

const SYNC = 'S'.charCodeAt(0);
const QUERY = 'Q'.charCodeAt(0);

export interface CountingProxy {
  /** The server's address, through the proxy. */
  url: string;
  /** Times a client has waited for the server since the last reset: one per Sync or simple query. */
  count(): number;
  reset(): void;
  close(): void;
}

/** Counts the messages after which a client waits, in PostgreSQL's wire format. */
function counter(onWait: () => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      // The start-up message has a length but no type.
      const header = started ? 1 : 0;
      if (rest.length < header + 4) return;
      const length = header + rest.readInt32BE(header);
      if (rest.length < length) return;
      if (started && (rest[0] === SYNC || rest[0] === QUERY)) onWait();
      started = true;
      rest = rest.subarray(length);
    }
  };
}

/** Stands between a hub and PostgreSQL and counts database round trips. */
export async function countRoundTrips(databaseUrl: string): Promise<CountingProxy> {
  const target = new URL(databaseUrl);
  let waits = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const count = counter(() => waits++);
    client.on('data', (chunk: Buffer) => {
      count(chunk);
      upstream.write(chunk);
    });
    upstream.pipe(client);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    count: () => waits,
    reset: () => {
      waits = 0;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
