import { connect, type Socket } from 'node:net';

/** One request, made beforehand: nothing but a write is left to do when it is sent. */
export interface Shot {
  path: string;
  headers: Record<string, string>;
  /** POST with a body, GET without. */
  body?: string;
}

export interface Answer {
  /** 0: the connection broke. */
  status: number;
  /** The whole answer as it came, head and chunk sizes included; empty unless it was asked for. */
  text: string;
}

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';

function toBytes(host: string, { path, headers, body }: Shot): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const length = body === undefined ? [] : [`content-length: ${Buffer.byteLength(body)}`];
  const head = [`${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`, `host: ${host}`, ...lines, ...length];
  return `${head.join('\r\n')}${HEAD_END}${body ?? ''}`;
}

interface Waiting {
  resolve(answer: Answer): void;
  onText: ((text: string) => void) | undefined;
  keep: boolean;
}

/**
 * A keep-alive connection that sends one request at a time and does little more than wait for its end: the load must cost
 * less than what is measured. Understands answers with a length or in chunks, as Node's servers send them.
 */
export class Line {
  private socket: Socket | undefined;
  private waiting: Waiting | undefined;
  private status = 0;
  private head = '';
  private text = '';
  private tail = '';
  /** Bytes of the body still to come; -1: chunked; undefined: the head is not complete. */
  private left: number | undefined;

  constructor(private readonly url: URL) {}

  /** `onText` sees the body as it comes; `keep` gives the whole answer at the end. */
  send(
    shot: Shot,
    { onText, keep = false }: { onText?: (text: string) => void; keep?: boolean } = {},
  ): Promise<Answer> {
    return new Promise((resolve) => {
      this.waiting = { resolve, onText, keep };
      this.status = 0;
      this.head = this.text = this.tail = '';
      this.left = undefined;
      this.socket ??= this.open();
      this.socket.write(toBytes(this.url.host, shot));
    });
  }

  close(): void {
    this.socket?.destroy();
  }

  private open(): Socket {
    const socket = connect(Number(this.url.port), this.url.hostname);
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (data: string) => this.take(data));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.socket === socket) this.socket = undefined;
      this.end(0);
    });
    return socket;
  }

  private end(status: number): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve({ status, text: this.text });
  }

  private take(data: string): void {
    if (!this.waiting) return;
    if (this.waiting.keep) this.text += data;
    if (this.left !== undefined) return this.takeBody(data);
    this.head += data;
    const end = this.head.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.head.slice(0, end);
    this.status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    this.left = length === undefined ? -1 : Number(length);
    this.takeBody(this.head.slice(end + HEAD_END.length));
  }

  private takeBody(data: string): void {
    if (data) this.waiting?.onText?.(data);
    if (this.left === -1) {
      this.tail = (this.tail + data).slice(-LAST_CHUNK.length);
      if (this.tail === LAST_CHUNK) this.end(this.status);
      return;
    }
    this.left = (this.left ?? 0) - data.length;
    if (this.left <= 0) this.end(this.status);
  }
}
