import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chatBody, streamChat } from '@/lib/ai/wire/chat-completions';
import { createEndpoint } from '@/lib/ai/wire/endpoint';
import { WireError } from '@/lib/ai/wire/wire-error';
import { atEndOfFile } from '../../../support/cleanup';
import { TEXT } from '../ai-world';

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  // A connection closed for its age while a slow machine sends on it would look like a fault.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEndOfFile(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`;
}

function ask(url: string, signal = new AbortController().signal) {
  const seen = { text: '', answered: false };
  const done = streamChat(
    createEndpoint(url, { authorization: 'Bearer k' }),
    chatBody({ name: 'm' } as never, { ...TEXT, kind: 'text' } as never),
    {
      signal,
      onAnswered: () => void (seen.answered = true),
      onText: (delta) => void (seen.text += delta),
    },
  );
  return { seen, done };
}

/** Waits for it; what never happens ends the test by its limit. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const SSE = { 'content-type': 'text/event-stream' };
const frame = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`;

test('a redirect is an error and its address is never asked', async () => {
  const asked: string[] = [];
  const url = await serve((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  await expect(ask(url).done).rejects.toMatchObject({ statusCode: 307 });
  expect(asked).toEqual(['/v1/chat/completions']);
});

test('an error tells status, headers and body, but never quotes the body in its message', async () => {
  const url = await serve((_, response) => {
    response.writeHead(429, { 'retry-after': '7', 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: 'rate_limited', message: 'your words were: secret' } }));
  });
  const error = await ask(url).done.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WireError);
  expect(error).toMatchObject({ statusCode: 429, data: { error: { code: 'rate_limited' } } });
  expect((error as WireError).responseHeaders['retry-after']).toBe('7');
  expect((error as Error).message).not.toContain('secret');
});

test('characters cut in two by the network arrive whole', async () => {
  const bytes = Buffer.from(frame('Grüße 😀', 'stop'));
  const url = await serve((_, response) => {
    response.writeHead(200, SSE);
    const next = (at: number) => {
      if (at >= bytes.length) return response.end();
      response.write(bytes.subarray(at, at + 1));
      setImmediate(next, at + 1);
    };
    next(0);
  });
  const { seen, done } = ask(url);
  await done;
  expect(seen.text).toBe('Grüße 😀');
});

test('an answer in one piece of JSON is read as well', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ choices: [{ message: { content: 'Whole' }, finish_reason: 'stop' }] }));
  });
  const { seen, done } = ask(url);
  await done;
  expect(seen.text).toBe('Whole');
});

test('an answer beyond ten million characters is ended', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, SSE);
    const big = frame('x'.repeat(1_000_000));
    for (let sent = 0; sent < 12; sent++) response.write(big);
  });
  await expect(ask(url).done).rejects.toMatchObject({ outcome: 'too_large' });
});

test('a connection is used again after [DONE], and an abort closes its own', async () => {
  const sockets = new Set<unknown>();
  let closed = 0;
  const url = await serve((request, response) => {
    sockets.add(request.socket);
    response.on('close', () => void (closed += response.writableFinished ? 0 : 1));
    response.writeHead(200, SSE);
    if (request.headers['content-length'] === undefined) return;
    response.write(frame('a'));
    if (sockets.size === 1) response.end(`${frame('b', 'stop')}data: [DONE]\n\n`);
  });
  await ask(url).done;
  await new Promise((resolve) => setTimeout(resolve, 200));
  await ask(url).done;
  expect(sockets.size).toBe(1);

  const stop = new AbortController();
  let asked = false;
  const stalled = await serve((_, response) => {
    asked = true;
    response.on('close', () => void (closed += 1));
    response.writeHead(200, SSE).flushHeaders();
  });
  const { done } = ask(stalled, stop.signal);
  await until(() => asked);
  stop.abort(new Error('stopped'));
  await expect(done).rejects.toThrow();
  await until(() => closed > 0);
  expect(closed).toBe(1);
});

test('what ends with its call does not take the connection along; a body that never ends does not keep it', async () => {
  const sockets = new Set<unknown>();
  const url = await serve((request, response) => {
    sockets.add(request.socket);
    response.writeHead(200, SSE);
    response.write(`${frame('a', 'stop')}data: [DONE]\n\n`);
    setTimeout(() => response.end(), 20);
  });
  for (let call = 0; call < 2; call++) {
    const over = new AbortController();
    await ask(url, over.signal).done;
    over.abort(new Error('the call is over'));
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  expect(sockets.size).toBe(1);

  let gone = false;
  const endless = await serve((_, response) => {
    response.on('close', () => void (gone = true));
    response.writeHead(200, SSE);
    response.write(`${frame('a', 'stop')}data: [DONE]\n\n`);
  });
  await ask(endless).done;
  await until(() => gone);
});

test('nothing is sent for a call that was stopped before it began', async () => {
  let asked = 0;
  const url = await serve((_, response) => {
    asked += 1;
    response.end();
  });
  await expect(ask(url, AbortSignal.abort(new Error('stopped'))).done).rejects.toThrow('stopped');
  expect(asked).toBe(0);
});
