import { createHuggingFaceAdapter } from '@/lib/ai/adapters/huggingface';
import { HUGGINGFACE_MODELS } from '@/lib/ai/catalog/huggingface';
import type { Model } from '@/lib/ai';
import recorded from '../../../fixtures/wire/huggingface.json';
import {
  HUGGINGFACE_KEY,
  startHuggingFaceServer,
  type HuggingFaceServer,
} from '../../../support/wire/huggingface-wire-server';
import { FILM, IMAGE, modelIn, PACE, since, SOUND, SPEECH, tell, TEXT } from './adapter-world';

const model = (name: string): Model => modelIn(HUGGINGFACE_MODELS, `huggingface/${name}`);
const TEXT_MODEL = model('Qwen/Qwen3-Next-80B-A3B-Instruct');
const IMAGE_MODEL = model('stabilityai/stable-diffusion-3-medium-diffusers:hf-inference');
const VOICE = model('hexgrad/Kokoro-82M:deepinfra');
const WHISPER = model('openai/whisper-large-v3:hf-inference');
const FILM_MODEL = model('Wan-AI/Wan2.2-TI2V-5B:fal-ai');

let server: HuggingFaceServer;
beforeAll(async () => void (server = await startHuggingFaceServer()));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = (apiKey = HUGGINGFACE_KEY) => createHuggingFaceAdapter({ apiKey, baseUrl: server.url, pace: PACE });

describe('failures, by status and machine code', () => {
  const { model: missing, credits, policy, loading } = recorded.errors;
  const asked = [
    [TEXT_MODEL, TEXT],
    [IMAGE_MODEL, IMAGE],
    [VOICE, SPEECH],
    [WHISPER, SOUND],
    [FILM_MODEL, FILM],
  ] as const;

  test.each([
    [400, undefined, { outcome: 'bad_request' }],
    [400, missing, { outcome: 'bad_response' }],
    [401, undefined, { outcome: 'unauthorized' }],
    [402, credits, { outcome: 'unauthorized' }],
    [404, undefined, { outcome: 'bad_response' }],
    [422, policy, { outcome: 'content_refused' }],
    [429, undefined, { outcome: 'rate_limited', retryAfterMs: 2_000 }],
    [500, undefined, { outcome: 'server_error' }],
    [504, undefined, { outcome: 'server_error' }],
  ])('%d %j, whatever was asked for', async (status, body, failure) => {
    for (const [one, request] of asked) {
      const more = { ...(body ? { body } : {}), ...(status === 429 ? { retryAfter: '2' } : {}) };
      server.script({ do: 'refuse', status, ...more });
      expect((await tell(open(), one, request)).failure).toEqual({ httpStatus: status, ...failure });
    }
  });

  test('a model that is being loaded is left alone for as long as that takes, and asked once, not again and again', async () => {
    server.script({ do: 'refuse', status: 503, body: loading });
    expect((await tell(open(), IMAGE_MODEL, IMAGE)).failure).toEqual({
      outcome: 'rate_limited',
      httpStatus: 503,
      retryAfterMs: 20_500,
    });
    expect(since(server)).toHaveLength(1);
    server.script({ do: 'refuse', status: 503 });
    expect((await tell(open(), IMAGE_MODEL, IMAGE)).failure).toEqual({ outcome: 'server_error', httpStatus: 503 });
  });

  test('a wrong token, and one that is none of the hub’s, goes nowhere else', async () => {
    for (const [one, request] of asked)
      expect((await tell(open('hf_wrong'), one, request)).failure).toEqual({
        outcome: 'unauthorized',
        httpStatus: 401,
      });
    // The package would take it for a key of the company and go there.
    expect((await tell(open('sk-other'), VOICE, SPEECH)).failure).toEqual({ outcome: 'unauthorized' });
  });

  test('nothing, a page, and an answer without its text', async () => {
    server.script({ do: 'empty' }, { do: 'page' });
    expect((await tell(open(), IMAGE_MODEL, IMAGE)).failure).toEqual({ outcome: 'empty' });
    expect((await tell(open(), IMAGE_MODEL, IMAGE)).failure).toEqual({ outcome: 'bad_response' });
    server.script({ do: 'empty' });
    expect((await tell(open(), VOICE, SPEECH)).failure).toEqual({ outcome: 'empty' });
    server.script({ do: 'empty' }, { do: 'answer', body: { texts: [] } });
    expect((await tell(open(), WHISPER, SOUND)).failure).toEqual({ outcome: 'empty' });
    expect((await tell(open(), WHISPER, SOUND)).failure).toEqual({ outcome: 'bad_response' });
  });

  test('a stream that breaks off with an error', async () => {
    server.script({ do: 'break', after: 2 });
    expect(await tell(open(), TEXT_MODEL, TEXT)).toMatchObject({
      text: 'The quick',
      failure: { outcome: 'server_error' },
    });
  });

  test('a model nobody runs, or a company we do not know how to ask', async () => {
    const named = (name: string) => ({ ...IMAGE_MODEL, name });
    expect((await tell(open(), named('none/none'), IMAGE)).failure).toEqual({
      outcome: 'bad_response',
      httpStatus: 404,
    });
    expect((await tell(open(), named('openai/whisper-large-v3'), IMAGE)).failure).toEqual({ outcome: 'bad_response' });
    expect((await tell(open(), named('any/model:replicate'), IMAGE)).failure).toEqual({ outcome: 'bad_response' });
  });

  test('looks at a job: two that fail are borne, its own failure is told, stopping ends the wait', async () => {
    server.script({ do: 'job', faults: [500, 503] });
    expect((await tell(open(), FILM_MODEL, FILM)).files).toHaveLength(1);
    server.script(
      { do: 'job', result: { status: 422, body: policy } },
      { do: 'job', result: { status: 200, body: {} } },
    );
    expect((await tell(open(), FILM_MODEL, FILM)).failure).toEqual({ outcome: 'content_refused', httpStatus: 422 });
    expect((await tell(open(), FILM_MODEL, FILM)).failure).toEqual({ outcome: 'bad_response' });
    server.script({ do: 'job', looks: 1_000 });
    server.heard.splice(0);
    const stop = new AbortController();
    const telling = tell(open(), FILM_MODEL, FILM, stop.signal);
    await server.waitFor(({ path }) => path.includes('/status'));
    stop.abort(new Error('stopped'));
    expect((await telling).failure).toBeDefined();
    await server.waitFor(({ method }) => method === 'PUT');
  });
});

describe('a film that nobody waits for any more', () => {
  const DROP = /^\/fal-ai\/fal-ai\/wan\/requests\/(req-\d+)\/cancel\?_subdomain=queue$/;
  const drop = () => server.waitFor(({ method, path }) => method === 'PUT' && DROP.test(path));

  test('is dropped by the request that fal documents, with the key, when the call is stopped', async () => {
    server.script({ do: 'job', looks: 1_000 });
    const stop = new AbortController();
    const telling = tell(open(), FILM_MODEL, FILM, stop.signal);
    const look = await server.waitFor(({ path }) => path.includes('/status'));
    stop.abort(new Error('stopped'));
    expect((await telling).failure).toBeDefined();
    const { path, headers, raw } = await drop();
    expect(path.replace('/cancel', '/status')).toBe(look.path);
    expect([headers.authorization, raw.byteLength]).toEqual([`Bearer ${HUGGINGFACE_KEY}`, 0]);
  });

  test('is dropped once it is accepted, where the stop came before that', async () => {
    server.script({ do: 'job', looks: 1_000, acceptMs: 5_000 });
    const stop = new AbortController();
    const telling = tell(open(), FILM_MODEL, FILM, stop.signal);
    const order = await server.waitFor(({ method }) => method === 'POST');
    const began = performance.now();
    stop.abort(new Error('stopped'));
    expect((await telling).failure).toBeDefined();
    expect(performance.now() - began).toBeLessThan(4_500);
    await drop();
    expect([order.aborted, server.heard.filter(({ path }) => path.includes('/status'))]).toEqual([false, []]);
  });

  test('is dropped when it takes too long; a fault is answered by asking once more', async () => {
    server.script({ do: 'job', looks: 1_000, cancelFaults: [503] });
    const slow = createHuggingFaceAdapter({
      ...{ apiKey: HUGGINGFACE_KEY, baseUrl: server.url },
      pace: { ...PACE, totalMs: 50 },
    });
    expect((await tell(slow, FILM_MODEL, FILM)).failure).toEqual({ outcome: 'timeout_first_content' });
    await drop();
    const asked = () => server.heard.filter(({ method }) => method === 'PUT').length;
    for (let turn = 0; turn < 400 && asked() < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(asked()).toBe(2);
  });

  test('is dropped by its ticket alone, as another process would; what is done or unknown is refused', async () => {
    server.script({ do: 'job', looks: 1_000 });
    const [adapter, tickets, stop] = [open(), [] as string[], new AbortController()];
    const { signal } = stop;
    const unused = { onAnswered: () => {}, onText: () => {}, onFile: () => {} };
    const onJob = (ticket: string) => (tickets.push(ticket), () => {});
    const calling = adapter.call({ ...unused, model: FILM_MODEL, request: FILM, signal, onJob }).catch(() => 'stopped');
    await server.waitFor(({ path }) => path.includes('/status'));
    expect(tickets).toEqual([expect.stringMatching(/^\/fal-ai\/wan\/requests\/req-\d+$/)]);
    const never = new AbortController().signal;
    await open().dropJob!(tickets[0]!, never);
    expect(await drop()).toMatchObject({ headers: { authorization: `Bearer ${HUGGINGFACE_KEY}` } });
    await expect(open().dropJob!('/fal-ai/wan/requests/none', never)).rejects.toMatchObject({ statusCode: 404 });
    server.heard.splice(0);
    stop.abort(new Error('stopped'));
    expect(await calling).toBe('stopped');
    await drop();
  });

  test('is left alone when it is done', async () => {
    expect((await tell(open(), FILM_MODEL, FILM)).files).toHaveLength(1);
    expect(server.heard.filter(({ method }) => method === 'PUT')).toEqual([]);
  });
});
