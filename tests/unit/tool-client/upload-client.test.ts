/** @jest-environment ./tests/support/jsdom-with-fetch.mjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createUploadClient } from '@/app/_client/upload-client';

interface Heard {
  type: string;
  body: string;
}

let server: Server;
let heard: Heard[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  heard = [];
  server = createServer((request, response) => {
    // The page of a test is of another origin than this server.
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    response.setHeader('access-control-expose-headers', '*');
    if (request.method === 'OPTIONS') return void response.end();
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      heard.push({ type: request.headers['content-type'] ?? '', body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const client = () => createUploadClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/files`);
const file = () => new File(['some bytes'], 'notes.txt', { type: 'text/plain' });
const json = (status: number, body: unknown) => (response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

function send(signal = new AbortController().signal) {
  const shares: number[] = [];
  return { shares, sent: client().send(file(), { signal, onShare: (share) => shares.push(share) }) };
}

describe('an upload', () => {
  it('goes as the form field "file" and comes back with what it is', async () => {
    answer = json(201, { file: { id: 'a', name: 'notes.txt' } });
    const { shares, sent } = send();
    await expect(sent).resolves.toEqual({ ok: true, file: { id: 'a', name: 'notes.txt' } });
    expect(heard[0]?.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(heard[0]?.body).toContain('name="file"; filename="notes.txt"');
    expect(heard[0]?.body).toContain('some bytes');
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it('that is refused brings the server’s sentence', async () => {
    answer = json(415, { code: 'unsupported_media_type', detail: 'This is none of the kinds that are taken.' });
    const result = await send().sent;
    expect(result).toMatchObject({
      ok: false,
      problem: { status: 415, code: 'unsupported_media_type', detail: 'This is none of the kinds that are taken.' },
    });
  });

  it('that meets a proxy’s page is a problem without words', async () => {
    answer = (response) => response.writeHead(413, { 'content-type': 'text/html' }).end('<h1>Too large</h1>');
    expect(await send().sent).toMatchObject({ ok: false, problem: { status: 413, detail: '' } });
  });

  it('that is cancelled rejects, and the connection ends', async () => {
    const control = new AbortController();
    answer = () => control.abort();
    await expect(send(control.signal).sent).rejects.toThrow('cancelled');
  });
});

describe('what an id stands for', () => {
  const find = () => client().find('a b', new AbortController().signal);

  it('is told by the head of the file', async () => {
    answer = (response) => response.writeHead(200, { 'content-type': 'image/png', 'content-length': '2400' }).end();
    expect(await find()).toMatchObject({ id: 'a b', mediaType: 'image/png', kind: 'image', bytes: 2_400 });
  });

  it('is a document where it is nothing to look at or hear', async () => {
    answer = (response) => response.writeHead(200, { 'content-type': 'application/octet-stream' }).end();
    expect(await find()).toMatchObject({ kind: 'document' });
  });

  it('is gone where the server knows none, and unknown where it cannot say', async () => {
    answer = (response) => response.writeHead(404).end();
    expect(await find()).toBe('gone');
    answer = (response) => response.writeHead(503).end();
    expect(await find()).toBeNull();
  });
});
