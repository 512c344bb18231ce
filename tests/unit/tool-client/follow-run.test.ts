import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { followRun, type FollowEvent } from '@/app/_client/follow-run';
import { openHub, sse, type ScriptedHub } from '../../support/scripted-hub';
import { runView } from '../../support/run-views';

const RUN = runView();
const STREAM = `GET /api/runs/${RUN.id}/stream`;
const HEAD = { 'content-type': 'text/event-stream' };
const delta = (text: string) => ({ type: 'text-delta', id: 'answer', delta: text });

let hub: ScriptedHub;
beforeEach(async () => {
  hub = await openHub();
});
afterEach(() => hub.close());

async function follow(signal = new AbortController().signal): Promise<FollowEvent[]> {
  const seen: FollowEvent[] = [];
  for await (const event of followRun({ runId: RUN.id, signal, retryDelaysMs: [1, 1, 1] })) seen.push(event);
  return seen;
}

const textOf = (events: FollowEvent[]) => events.map((event) => (event.type === 'text' ? event.delta : '')).join('');

describe('following a run', () => {
  it('tells text and files in order and ends with the final view', async () => {
    hub.on(STREAM, (_request, response) => {
      response.writeHead(200, HEAD);
      response.write(sse(1, { type: 'start' }) + sse(2, { type: 'text-start', id: 'answer' }) + sse(5, delta('Tea')));
      response.end(
        sse(8, delta(' is')) +
          sse(9, { type: 'file', url: '/api/files/a', mediaType: 'image/png' }) +
          sse(10, { type: 'data-run', data: RUN }) +
          sse(11, '[DONE]'),
      );
    });
    const events = await follow();
    expect(events.map((event) => event.type)).toEqual(['text', 'text', 'file', 'run']);
    expect(textOf(events)).toBe('Tea is');
  });

  it('takes up a broken connection after the last event it saw, without gap or repeat', async () => {
    hub.on(STREAM, (request, response) => {
      const last = request.headers['last-event-id'];
      response.writeHead(200, HEAD);
      if (last === undefined) {
        response.write(sse(3, delta('Tea')), () => response.destroy());
        return;
      }
      expect(last).toBe('3');
      response.end(sse(3, delta('Tea')) + sse(6, delta(' is')) + sse(7, { type: 'data-run', data: RUN }));
    });
    const events = await follow();
    expect(textOf(events)).toBe('Tea is');
    expect(events.map((event) => event.type)).toEqual(['text', 'reconnecting', 'text', 'run']);
  });

  it('starts over when the server numbers no events', async () => {
    let calls = 0;
    hub.on(STREAM, (_request, response) => {
      calls += 1;
      response.writeHead(200, HEAD);
      if (calls === 1) response.write(sse(null, delta('Te')), () => response.destroy());
      else response.end(sse(null, delta('Tea')) + sse(null, { type: 'data-run', data: RUN }));
    });
    expect((await follow()).map((event) => event.type)).toEqual(['text', 'restart', 'text', 'run']);
  });

  it('gives up after a bounded number of tries and asks for the recorded end', async () => {
    hub.on(STREAM, (_request, response) => void response.destroy());
    hub.on(`GET /api/runs/${RUN.id}`, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ run: RUN }));
    });
    const events = await follow();
    expect(events.at(-1)).toEqual({ type: 'run', run: RUN });
    expect(hub.requests.filter((request) => request.path.endsWith('/stream'))).toHaveLength(4);
  });

  it('goes on asking while the server says that the run goes on', async () => {
    let calls = 0;
    hub.on(STREAM, (_request, response) => {
      calls += 1;
      if (calls < 6) response.destroy();
      else response.writeHead(200, HEAD).end(sse(6, { type: 'data-run', data: RUN }));
    });
    hub.on(`GET /api/runs/${RUN.id}`, (_request, response) => {
      const body = JSON.stringify({ run: { ...RUN, status: 'running' } });
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
    expect((await follow()).at(-1)).toEqual({ type: 'run', run: RUN });
    expect(calls).toBe(6);
  });

  it('begins behind the event that the page already shows', async () => {
    hub.on(STREAM, (request, response) => {
      expect(request.headers['last-event-id']).toBe('5');
      response.writeHead(200, HEAD).end(sse(8, delta(' is')) + sse(9, { type: 'data-run', data: RUN }));
    });
    const { signal } = new AbortController();
    const events: FollowEvent[] = [];
    for await (const event of followRun({ runId: RUN.id, signal, lastId: '5' })) events.push(event);
    expect(events.map(({ type }) => type)).toEqual(['text', 'run']);
  });

  it('says that the run is lost when the server cannot be reached at all', async () => {
    hub.on(STREAM, (_request, response) => void response.destroy());
    hub.on(`GET /api/runs/${RUN.id}`, (_request, response) => void response.destroy());
    const last = (await follow()).at(-1);
    expect(last?.type === 'lost' && last.problem.code).toBe('offline');
  });

  it('does not ask again for a run that is gone', async () => {
    const events = await follow();
    expect(events).toHaveLength(1);
    expect(events[0]?.type === 'lost' && events[0].problem.code).toBe('not_found');
  });

  it('survives an event cut in the middle of a character and one that is no JSON', async () => {
    const bytes = Buffer.from(sse(4, delta('Thé')) + sse(5, 'not json') + sse(6, { type: 'data-run', data: RUN }));
    const cut = bytes.indexOf(0xc3) + 1;
    hub.on(STREAM, (_request, response) => {
      response.writeHead(200, HEAD);
      response.write(bytes.subarray(0, cut));
      setTimeout(() => response.end(bytes.subarray(cut)), 20);
    });
    expect(textOf(await follow())).toBe('Thé');
  });

  it('ends silently when nobody listens any more', async () => {
    const controller = new AbortController();
    hub.on(STREAM, (_request, response) => {
      response.writeHead(200, HEAD).write(sse(3, delta('Tea')));
      setTimeout(() => controller.abort(), 20);
    });
    expect((await follow(controller.signal)).map((event) => event.type)).toEqual(['text']);
  });
});
