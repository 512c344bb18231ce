import { createOpenRouterAdapter } from '@/lib/ai/adapters/openrouter';
import { OPENROUTER_MODELS } from '@/lib/ai/catalog/openrouter';
import recorded from '../../../fixtures/wire/openrouter.json';
import {
  OPENROUTER_KEY,
  startOpenRouterServer,
  type OpenRouterServer,
} from '../../../support/wire/openrouter-wire-server';
import { MP4 } from '../../../support/wire/samples';
import { FILM, IMAGE, modelIn, PACE, SOUND, soundAs, SPEECH, tell, TEXT } from './adapter-world';

const TEXT_MODEL = modelIn(OPENROUTER_MODELS, 'openrouter/google/gemini-3.1-flash-lite');
const IMAGE_MODEL = modelIn(OPENROUTER_MODELS, 'openrouter/bytedance-seed/seedream-4.5');
const VOICE = modelIn(OPENROUTER_MODELS, 'openrouter/hexgrad/kokoro-82m');
const LISTENER = modelIn(OPENROUTER_MODELS, 'openrouter/openai/whisper-large-v3-turbo');
const FILM_MODEL = modelIn(OPENROUTER_MODELS, 'openrouter/google/veo-3.1-lite');

let server: OpenRouterServer;
beforeAll(async () => void (server = await startOpenRouterServer()));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = (apiKey = OPENROUTER_KEY) => createOpenRouterAdapter({ apiKey, baseUrl: server.url, pace: PACE });

describe('failures, by status and machine code', () => {
  const { moderation, guardrail, provider, availability } = recorded.errors;

  test.each([
    [400, {}, { outcome: 'bad_request' }],
    [400, { metadata: { error_type: 'context_length_exceeded' } }, { outcome: 'bad_request' }],
    [400, { metadata: { error_type: 'content_policy_violation' } }, { outcome: 'content_refused' }],
    [400, { metadata: { error_type: 'refusal' } }, { outcome: 'content_refused' }],
    [400, { availability }, { outcome: 'bad_response' }],
    [402, {}, { outcome: 'unauthorized' }],
    [402, { retryAfter: '1' }, { outcome: 'rate_limited', retryAfterMs: 1_000 }],
    [403, {}, { outcome: 'unauthorized' }],
    [403, { metadata: moderation }, { outcome: 'content_refused' }],
    [403, { metadata: guardrail }, { outcome: 'content_refused' }],
    [404, {}, { outcome: 'bad_response' }],
    [408, {}, { outcome: 'server_error' }],
    [413, {}, { outcome: 'bad_request' }],
    [429, { metadata: provider, retryAfter: '3' }, { outcome: 'rate_limited', retryAfterMs: 3_000 }],
    [500, { metadata: { error_type: 'server' } }, { outcome: 'server_error' }],
    [502, { metadata: { provider_name: 'Google', raw: 'x' } }, { outcome: 'server_error' }],
    [503, {}, { outcome: 'server_error' }],
    [529, {}, { outcome: 'server_error' }],
  ])('%d %j', async (status, more, failure) => {
    for (const [model, request] of [
      [TEXT_MODEL, TEXT],
      [IMAGE_MODEL, IMAGE],
      [VOICE, SPEECH],
      [LISTENER, SOUND],
      [FILM_MODEL, FILM],
    ] as const) {
      server.script({ do: 'refuse', status, ...more });
      expect((await tell(open(), model, request)).failure).toEqual({ httpStatus: status, ...failure });
    }
  });

  test('a wrong key is ours to mend', async () => {
    expect((await tell(open('wrong'), TEXT_MODEL, TEXT)).failure).toEqual({
      outcome: 'unauthorized',
      httpStatus: 401,
    });
  });

  test.each([
    [0, 429, 'rate_limit_exceeded', 'rate_limited'],
    [2, 502, 'provider_unavailable', 'server_error'],
    [2, 403, 'content_policy_violation', 'content_refused'],
    [1, 402, 'payment_required', 'unauthorized'],
  ])('a stream that breaks off after %d words with %d', async (after, code, errorType, outcome) => {
    server.script({ do: 'break', after, code, errorType });
    const told = await tell(open(), TEXT_MODEL, TEXT);
    expect(told.failure).toEqual({ outcome });
    expect(told.text.trim().split(' ').filter(Boolean)).toHaveLength(after);
  });

  test('a filter at the end of a text is a refusal', async () => {
    server.script({ do: 'ok', finish: 'content_filter', native: 'SAFETY' });
    expect((await tell(open(), TEXT_MODEL, TEXT)).failure).toEqual({ outcome: 'content_refused' });
  });

  test('comments are no content, and a call that is stopped leaves nobody waiting upstream', async () => {
    server.script({ do: 'comments' });
    const stop = new AbortController();
    const telling = tell(open(), TEXT_MODEL, TEXT, stop.signal);
    const heard = await server.waitFor(({ path }) => path.endsWith('/chat/completions'));
    setTimeout(() => stop.abort(new Error('stopped')), 30);
    const told = await telling;
    expect(told).toMatchObject({ text: '', answered: true });
    expect(told.failure).toBeDefined();
    await server.waitFor(() => heard.aborted);
  });

  test('nothing and a page are neither sound nor a transcript; silence has no words', async () => {
    const answer = (type: string, body: string) => server.script({ do: 'answer', type, body });
    answer('audio/mpeg', '');
    expect((await tell(open(), VOICE, SPEECH)).failure).toEqual({ outcome: 'empty' });
    answer('text/html', '<html></html>');
    expect((await tell(open(), VOICE, SPEECH)).failure).toEqual({ outcome: 'bad_response' });
    answer('application/json', '{"text":" "}');
    expect((await tell(open(), LISTENER, SOUND)).failure).toEqual({ outcome: 'empty' });
    for (const body of ['{"words":[]}', '<html></html>', 'null']) {
      answer('application/json', body);
      expect((await tell(open(), LISTENER, SOUND)).failure).toEqual({ outcome: 'bad_response' });
    }
  });

  test('sound of a format that OpenRouter has no name for is not sent', async () => {
    const told = await tell(open(), LISTENER, soundAs('audio/amr'));
    expect([told.failure, server.heard.length]).toEqual([{ outcome: 'bad_response' }, 0]);
  });

  test('nothing, a page and a drawing are no images, and nobody reads a flood to its end', async () => {
    for (const [said, outcome] of [
      ['', 'empty'],
      ['<html></html>', 'bad_response'],
      ['<svg xmlns="http://www.w3.org/2000/svg"></svg>', 'bad_response'],
    ] as const) {
      server.script({ do: 'image', b64: Buffer.from(said).toString('base64') });
      expect((await tell(open(), IMAGE_MODEL, IMAGE)).failure).toEqual({ outcome });
    }
    server.script({ do: 'flood' });
    expect((await tell(open(), IMAGE_MODEL, IMAGE)).failure).toEqual({ outcome: 'too_large' });
  });
});

describe('jobs', () => {
  const film = (signal?: AbortSignal) => tell(open(), FILM_MODEL, FILM, signal);

  test.each(['failed', 'cancelled', 'expired'])('one that has %s is the provider’s fault', async (ends) => {
    server.script({ do: 'job', ends });
    expect((await film()).failure).toEqual({ outcome: 'server_error' });
  });

  test('two looks that fail do not lose a film that is being made; a third ends the wait', async () => {
    server.script({ do: 'job', faults: [502, 429] });
    expect((await film()).files).toHaveLength(1);
    server.script({ do: 'job', faults: [502, 502, 503] });
    expect((await film()).failure).toEqual({ outcome: 'server_error', httpStatus: 503 });
    server.script({ do: 'job', faults: [401] });
    expect((await film()).failure).toEqual({ outcome: 'unauthorized', httpStatus: 401 });
  });

  test('a store elsewhere is asked without the key', async () => {
    server.script({ do: 'job', film: 'redirect' });
    expect((await film()).files).toEqual([{ bytes: new Uint8Array(MP4), mediaType: 'video/mp4', seconds: 4 }]);
    expect(server.heard.at(-1)).toMatchObject({ path: '/store/film.mp4' });
    expect(server.heard.at(-1)?.headers.authorization).toBeUndefined();
  });

  test('nothing and a page are no films', async () => {
    server.script({ do: 'job', film: 'empty' }, { do: 'job', film: 'page' });
    expect((await film()).failure).toEqual({ outcome: 'empty' });
    expect((await film()).failure).toEqual({ outcome: 'bad_response' });
  });

  test('stopping ends the wait at once', async () => {
    server.script({ do: 'job', looks: 1_000 });
    const stop = new AbortController();
    const telling = film(stop.signal);
    await server.waitFor(({ method }) => method === 'GET');
    const at = performance.now();
    stop.abort(new Error('stopped'));
    expect((await telling).failure).toBeDefined();
    expect(performance.now() - at).toBeLessThan(5_000);
    const looks = server.heard.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(server.heard).toHaveLength(looks);
  });
});
