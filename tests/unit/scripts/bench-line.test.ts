import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Line } from '@/scripts/bench/line';

let server: Server | undefined;
let line: Line | undefined;

async function lineTo(listener: RequestListener): Promise<Line> {
  const started = createServer(listener);
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  server = started;
  line = new Line(new URL(`http://127.0.0.1:${(started.address() as AddressInfo).port}`));
  return line;
}

afterEach(() => {
  line?.close();
  server?.close();
});

const GET = { path: '/', headers: {} };

describe('the load’s connection', () => {
  it('sends what it is given and reads an answer by its length, again and again on one connection', async () => {
    const sockets = new Set<unknown>();
    const to = await lineTo((request, response) => {
      sockets.add(request.socket);
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (part: string) => (body += part));
      request.on('end', () => {
        const text = `${request.method} ${request.url} ${String(request.headers['x-who'])} ${body}`;
        response.writeHead(201, { 'content-length': Buffer.byteLength(text) });
        response.end(text);
      });
    });
    for (const body of ['first', 'second']) {
      const { status, text } = await to.send({ path: '/a', headers: { 'x-who': 'me' }, body }, { keep: true });
      expect(status).toBe(201);
      expect(text).toContain(`POST /a me ${body}`);
    }
    expect(sockets.size).toBe(1);
  });

  it('shows chunks as they come and ends with the last one', async () => {
    const to = await lineTo((_request, response) => {
      void (async () => {
        for (const part of ['one', 'two', 'three']) {
          response.write(part);
          await sleep(20);
        }
        response.end();
      })();
    });
    const seen: string[] = [];
    const { status } = await to.send(GET, { onText: (text) => seen.push(text) });
    expect(status).toBe(200);
    expect(seen.join('')).toMatch(/one[^]*two[^]*three/);
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  it('counts an answer that breaks off as status 0 and opens another connection for the next', async () => {
    let asked = 0;
    const to = await lineTo((_request, response) => {
      if (++asked > 1) return void response.end('whole');
      response.writeHead(200, { 'content-length': 100 });
      response.write('part');
      setTimeout(() => response.destroy(), 20);
    });
    expect((await to.send(GET)).status).toBe(0);
    expect((await to.send(GET)).status).toBe(200);
  });
});
