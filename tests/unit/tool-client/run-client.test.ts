import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newIdempotencyKey } from '@/app/_client/idempotency-key';
import { runClient } from '@/app/_client/run-client';
import { json, openHub, sse, type ScriptedHub } from '../../support/scripted-hub';
import { runView } from '../../support/run-views';

const RUN = runView();
const REQUEST = { toolId: RUN.toolId, input: { prompt: 'Tea' }, options: {}, provider: 'auto', model: 'auto' };

let hub: ScriptedHub;
beforeEach(async () => {
  hub = await openHub();
});
afterEach(() => hub.close());

const start = () => runClient.start(REQUEST, 'key-1', new AbortController().signal);

describe('starting a run', () => {
  it('sends the key, asks for a stream and follows it', async () => {
    hub.on('POST /api/process-request', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-run-id': RUN.id });
      response.end(sse(1, { type: 'data-run', data: RUN }));
    });
    const started = await start();
    if (!started.ok) throw new Error('refused');
    const events = [];
    for await (const event of started.events) events.push(event);
    expect(started.runId).toBe(RUN.id);
    expect(events).toEqual([{ type: 'run', run: RUN }]);
    expect(hub.requests[0]?.headers['idempotency-key']).toBe('key-1');
    expect(hub.requests[0]?.body).toEqual({ ...REQUEST, stream: true });
  });

  it('asks again under the same key when the answer was lost', async () => {
    let calls = 0;
    hub.on('POST /api/process-request', (_request, response) => {
      calls += 1;
      if (calls === 1) return void response.destroy();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ run: RUN }));
    });
    const started = await start();
    expect(started.ok && started.runId).toBe(RUN.id);
    expect(hub.requests.map((request) => request.headers['idempotency-key'])).toEqual(['key-1', 'key-1']);
  });

  it('reads what a 402 offers', async () => {
    const ad = { kind: 'text', watchSeconds: 60, reward: 5, count: 1 };
    hub.on(
      'POST /api/process-request',
      json(402, { code: 'insufficient_credits', detail: 'No.', needed: 5, available: 1, ad }),
    );
    const started = await start();
    expect(started).toMatchObject({
      ok: false,
      problem: { code: 'insufficient_credits', needed: 5, available: 1, ad },
    });
  });

  it('reads the wait and the wrong fields of other refusals', async () => {
    const errors = [{ path: 'input.prompt', message: 'must not be empty' }];
    hub.on('POST /api/process-request', json(429, { code: 'rate_limited', errors }, { 'retry-after': '7' }));
    const started = await start();
    expect(started).toMatchObject({
      ok: false,
      problem: { code: 'rate_limited', retryAfterSeconds: 7, fields: errors },
    });
  });
});

describe('idempotency keys', () => {
  it('are unique, and made without randomUUID where a plain http address has none', () => {
    const old = { getRandomValues: crypto.getRandomValues.bind(crypto) };
    const keys = new Set([newIdempotencyKey(), newIdempotencyKey(), newIdempotencyKey(old), newIdempotencyKey(old)]);
    expect(keys.size).toBe(4);
    for (const key of keys) expect(key.length).toBeGreaterThanOrEqual(32);
  });
});
