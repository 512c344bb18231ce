import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Decide, FaultKind } from './chaos-plan';

export interface ChaosProxy {
  /** The same database behind the proxy. */
  url: string;
  close(): Promise<void>;
}

const SSL_REQUEST = 80_877_103;
const DELAY_MS = 15;

/** Messages with a type byte, as both sides send them after the start: type, length with itself, body. */
function* framed(buffer: Buffer): Generator<Buffer, Buffer, void> {
  let rest = buffer;
  while (rest.length >= 5) {
    const size = rest.readInt32BE(1) + 1;
    if (rest.length < size) break;
    yield rest.subarray(0, size);
    rest = rest.subarray(size);
  }
  return rest;
}

const typeOf = (message: Buffer) => String.fromCharCode(message[0] ?? 0);
const textUntilZero = (bytes: Buffer, from: number) => bytes.toString('utf8', from, bytes.indexOf(0, from));

/** The SQL of one request: a simple query, a parse, or what was prepared under the name that is bound. `prepared` learns names. */
function sqlOf(messages: readonly Buffer[], prepared: Map<string, string>): string {
  for (const message of messages) {
    const afterFirst = message.indexOf(0, 5) + 1;
    switch (typeOf(message)) {
      case 'Q':
        return textUntilZero(message, 5);
      case 'P': {
        const text = textUntilZero(message, afterFirst);
        prepared.set(textUntilZero(message, 5), text);
        return text;
      }
      // A bind names its portal first, then the statement.
      case 'B':
        return prepared.get(textUntilZero(message, afterFirst)) ?? '';
    }
  }
  return '';
}

/** Ids that a caller keeps when it asks again, wherever they stand among the bound values. */
function keyOf(messages: readonly Buffer[]): string {
  const bound = messages.filter((message) => typeOf(message) === 'B').map((message) => message.toString('latin1'));
  return bound.flatMap((text) => text.match(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{22}/g) ?? []).join(' ');
}

function errorMessage(severity: 'ERROR' | 'FATAL', code: string): Buffer {
  const body = Buffer.from(`S${severity}\0V${severity}\0C${code}\0Mby the proxy\0\0`, 'latin1');
  const head = Buffer.alloc(5);
  head.write('E', 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** ReadyForQuery; within a transaction an error leaves it failed. */
function ready(inTransaction: boolean): Buffer {
  return Buffer.from([0x5a, 0, 0, 0, 5, (inTransaction ? 'E' : 'I').charCodeAt(0)]);
}

/** One client and its connection to the server. */
class Pair {
  private fromClient = Buffer.alloc(0);
  private fromServer = Buffer.alloc(0);
  private request: Buffer[] = [];
  private readonly prepared = new Map<string, string>();
  private started = false;
  private inTransaction = false;
  /** Answers kept back: never given, or given in one piece with the server's end. */
  private keeping: 'lost' | 'ended' | null = null;
  private kept: Buffer[] = [];
  /** Requests are taken in turn, each when the one before is answered: a client may send several at once. */
  private turn: Promise<void> = Promise.resolve();
  private answered: () => void = () => undefined;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly decide: Decide,
  ) {
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      socket.on('close', () => this.end());
    }
    client.on('data', (chunk: Buffer) => this.onClient(chunk));
    server.on('data', (chunk: Buffer) => this.onServer(chunk));
  }

  end(): void {
    // A reset, not an orderly end: that is how a lost network looks.
    this.client.resetAndDestroy();
    this.server.destroy();
  }

  private onClient(chunk: Buffer): void {
    this.fromClient = Buffer.concat([this.fromClient, chunk]);
    if (!this.started && !this.start()) return;
    const messages = framed(this.fromClient);
    for (;;) {
      const { value, done } = messages.next();
      if (done) {
        this.fromClient = Buffer.from(value);
        return;
      }
      this.onMessage(Buffer.from(value));
    }
  }

  /** The first message has no type. Whether it has come as a whole and is passed on. */
  private start(): boolean {
    if (this.fromClient.length < 8 || this.fromClient.length < this.fromClient.readInt32BE(0)) return false;
    const size = this.fromClient.readInt32BE(0);
    const first = this.fromClient.subarray(0, size);
    this.fromClient = this.fromClient.subarray(size);
    if (first.readInt32BE(4) === SSL_REQUEST) {
      this.client.write('N');
      return false;
    }
    this.started = true;
    this.server.write(first);
    return true;
  }

  private onMessage(message: Buffer): void {
    const type = typeOf(message);
    if (type === 'X' || type === 'p' || type === 'H') return void this.server.write(message);
    this.request.push(message);
    if (type !== 'Q' && type !== 'S') return;
    const request = this.request;
    this.request = [];
    this.turn = this.turn.then(() => this.handle(request));
  }

  private async handle(request: Buffer[]): Promise<void> {
    const fault: FaultKind | null = this.decide({ text: sqlOf(request, this.prepared), key: keyOf(request) });
    if (fault === 'cut') return this.end();
    // What is prepared with this request may be used by the next, which is on its way.
    if (fault === 'undone' && !request.some((message) => typeOf(message) === 'P' && message[5] !== 0)) {
      this.client.write(Buffer.concat([errorMessage('ERROR', '40P01'), ready(this.inTransaction)]));
      return;
    }
    if (fault === 'delay') await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
    this.keeping = fault === 'lost' || fault === 'ended' ? fault : null;
    const answer = new Promise<void>((resolve) => (this.answered = resolve));
    this.server.write(Buffer.concat(request));
    await answer;
  }

  private onServer(chunk: Buffer): void {
    if (this.keeping === null) this.client.write(chunk);
    else this.kept.push(chunk);
    this.fromServer = Buffer.concat([this.fromServer, chunk]);
    const messages = framed(this.fromServer);
    for (;;) {
      const { value, done } = messages.next();
      if (done) {
        this.fromServer = Buffer.from(value);
        return;
      }
      if (typeOf(value) !== 'Z') continue;
      this.inTransaction = String.fromCharCode(value[5] ?? 0) !== 'I';
      // It is done and answered: now the answer is lost.
      if (this.keeping === 'lost') return this.end();
      if (this.keeping === 'ended') {
        this.client.end(Buffer.concat([...this.kept, errorMessage('FATAL', '57P01')]));
        return;
      }
      this.answered();
    }
  }
}

/** A TCP proxy before a PostgreSQL server that knows enough of the protocol to lose one statement or one answer. */
export async function openChaosProxy(serverUrl: string, decide: Decide): Promise<ChaosProxy> {
  const target = new URL(serverUrl);
  const pairs = new Set<Pair>();
  const listener = createServer((client) => {
    const server = connect(Number(target.port || 5432), target.hostname);
    const pair = new Pair(client, server, decide);
    pairs.add(pair);
    client.once('close', () => pairs.delete(pair));
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String((listener.address() as AddressInfo).port);
  return {
    url: url.toString(),
    close: async () => {
      for (const pair of pairs) pair.end();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
