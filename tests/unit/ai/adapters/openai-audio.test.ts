import OpenAI, { toFile } from 'openai';
import { createOpenAiAdapter } from '@/lib/ai/adapters/openai';
import { OPENAI_MODELS } from '@/lib/ai/catalog/openai';
import recorded from '../../../fixtures/wire/openai-audio.json';
import { formsSince } from '../../../support/wire/form';
import {
  OPENAI_KEY,
  startOpenAiMediaServer,
  type OpenAiMediaServer,
} from '../../../support/wire/openai-media-wire-server';
import { MP3, OGG, WAV } from '../../../support/wire/samples';
import { FILM, modelIn, since, SOUND, soundAs, SPEECH, tell } from './adapter-world';

const VOICE = modelIn(OPENAI_MODELS, 'openai/gpt-4o-mini-tts');
const LISTENER = modelIn(OPENAI_MODELS, 'openai/gpt-4o-mini-transcribe');
const KINDS = [
  ['speech', VOICE, SPEECH],
  ['transcription', LISTENER, SOUND],
] as const;

let server: OpenAiMediaServer;
beforeAll(async () => void (server = await startOpenAiMediaServer()));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = (apiKey = OPENAI_KEY) => createOpenAiAdapter({ apiKey, baseUrl: server.url });
const official = () => new OpenAI({ apiKey: OPENAI_KEY, baseURL: server.url, maxRetries: 0 });

describe('requests, member by member', () => {
  test('speech asks as the official client does', async () => {
    const told = await tell(open(), VOICE, { ...SPEECH, voice: 'alloy' });
    expect(told).toMatchObject({ answered: true, files: [{ mediaType: 'audio/mpeg' }] });
    expect(Buffer.from(told.files[0]?.bytes ?? [])).toEqual(MP3);
    expect(since(server)).toEqual(recorded.requests.speech);
    const answer = await official().audio.speech.create({
      ...{ model: 'gpt-4o-mini-tts', input: 'Good morning.', voice: 'alloy', speed: 1.1, response_format: 'mp3' },
    });
    expect(answer.headers.get('content-type')).toBe('audio/mpeg');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(MP3);
    expect(since(server)).toEqual(recorded.requests.speech);
  });

  test('a transcript asks as the official client does', async () => {
    expect(await tell(open(), LISTENER, SOUND)).toMatchObject({ text: 'The quick brown fox.', answered: true });
    expect(await formsSince(server)).toEqual(recorded.requests.transcription);
    const said = await official().audio.transcriptions.create({
      file: await toFile(await SOUND.audio.load(), 'audio.wav', { type: 'audio/wav' }),
      ...{ model: 'gpt-4o-mini-transcribe', language: 'en', temperature: 0 },
    });
    expect(said.text).toBe(' The quick brown fox.');
    expect(await formsSince(server)).toEqual(recorded.requests.transcription);
  });

  test('without a language none is sent, and the newer model is told a list', async () => {
    const { language: _language, ...anyLanguage } = SOUND;
    await tell(open(), LISTENER, anyLanguage);
    const newer = { ...LISTENER, name: 'gpt-transcribe' };
    expect((await tell(open(), newer, SOUND)).text).toBe('The quick brown fox.');
    const [plain, listed] = await formsSince(server);
    expect(Object.keys(plain?.form ?? {})).not.toContain('language');
    expect(listed?.form).toMatchObject({ model: 'gpt-transcribe', 'languages[]': 'en' });
    expect(Object.keys(listed?.form ?? {})).not.toContain('language');
  });

  test('a recording is handed over by the type that it came with, under its usual name', async () => {
    for (const [mediaType, type, name] of [
      ['audio/mpeg', 'audio/mpeg', 'audio.mp3'],
      ['audio/x-wav', 'audio/wav', 'audio.wav'],
      ['application/ogg', 'audio/ogg', 'audio.ogg'],
      ['Audio/MP4', 'audio/mp4', 'audio.m4a'],
      ['video/mp4', 'audio/mp4', 'audio.m4a'],
      ['audio/webm;codecs=opus', 'audio/webm', 'audio.webm'],
      ['audio/x-flac', 'audio/flac', 'audio.flac'],
    ]) {
      expect((await tell(open(), LISTENER, soundAs(String(mediaType)))).failure).toBeUndefined();
      expect((await formsSince(server))[0]?.form).toMatchObject({ file: { name, type, hex: '52494646' } });
    }
  });

  test('a recording of a kind that the provider does not read is a fault of the request', async () => {
    const { failure } = await tell(open(), LISTENER, soundAs('audio/midi'));
    expect(failure).toEqual({ outcome: 'bad_request', httpStatus: 400 });
  });

  test('sound comes in the format that was wished for and says what it is', async () => {
    for (const [format, mediaType, bytes] of [
      ['wav', 'audio/wav', WAV],
      ['opus', 'audio/ogg', OGG],
      ['mp3', 'audio/mpeg', MP3],
    ] as const) {
      const { files } = await tell(open(), VOICE, { ...SPEECH, format });
      expect(files).toEqual([{ bytes: new Uint8Array(bytes), mediaType }]);
      expect(since(server)[0]).toMatchObject({ body: { response_format: format } });
    }
  });

  test('a voice of its own is asked for as wished, another provider’s is none', async () => {
    for (const [wish, voice] of [
      ['marin', 'marin'],
      ['af_heart', 'alloy'],
      ['en_paul_neutral', 'alloy'],
    ] as const) {
      expect((await tell(open(), VOICE, { ...SPEECH, voice: wish })).failure).toBeUndefined();
      expect(since(server)[0]).toMatchObject({ body: { voice } });
    }
  });

  test('it makes no films, and is not asked', async () => {
    expect((await tell(open(), VOICE, FILM)).failure).toEqual({ outcome: 'bad_response' });
    expect(server.heard).toEqual([]);
  });

  test('the server refuses what the reference does not know and wants what it requires', async () => {
    const headers = { authorization: `Bearer ${OPENAI_KEY}`, 'content-type': 'application/json' };
    const post = async (path: string, body: object) => {
      const response = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      const { error } = (await response.json()) as { error: { code: string; param: string } };
      return [response.status, error.code, error.param];
    };
    const good = { model: 'tts-1', input: 'x', voice: 'alloy' };
    expect(await post('/audio/speech', { ...good, surprise: 1 })).toEqual([400, 'unknown_parameter', 'surprise']);
    expect(await post('/audio/speech', { ...good, speed: 5 })).toEqual([400, 'invalid_value', 'speed']);
    expect(await post('/audio/speech', { model: 'tts-1', input: 'x' })).toEqual([400, 'invalid_value', 'voice']);
    expect(await post('/audio/speech', { ...good, model: 'x' })).toEqual([404, 'model_not_found', 'model']);
    expect((await post('/audio/transcriptions', { model: 'whisper-1' }))[0]).toBe(400);
  });
});

describe.each(KINDS)('failures of %s, by status and code', (_kind, model, request) => {
  test.each([
    [400, undefined, 'bad_request'],
    [400, 'content_policy_violation', 'content_refused'],
    [403, undefined, 'unauthorized'],
    [404, 'model_not_found', 'bad_response'],
    [413, undefined, 'bad_request'],
    [429, 'rate_limit_exceeded', 'rate_limited'],
    [500, undefined, 'server_error'],
    [503, undefined, 'server_error'],
  ])('%d %s', async (status, code, outcome) => {
    server.script({ do: 'refuse', status, ...(code ? { code } : {}) });
    expect((await tell(open(), model, request)).failure).toEqual({ outcome, httpStatus: status });
    // No retries inside the chain's own.
    expect(server.heard).toHaveLength(1);
  });

  test('a pause that it asks for, and an account that is used up', async () => {
    server.script(
      { do: 'refuse', status: 429, retryAfter: '4' },
      { do: 'refuse', status: 429, code: 'insufficient_quota' },
    );
    expect((await tell(open(), model, request)).failure).toMatchObject({ retryAfterMs: 4_000 });
    expect((await tell(open(), model, request)).failure).toMatchObject({ retryAfterMs: 60_000 });
  });

  test('a wrong key', async () => {
    const { failure } = await tell(open('wrong'), model, request);
    expect(failure).toEqual({ outcome: 'unauthorized', httpStatus: 401 });
  });

  test('a page instead of an answer', async () => {
    server.script({ do: 'answer', type: 'text/html', body: '<html></html>' });
    expect((await tell(open(), model, request)).failure).toEqual({ outcome: 'bad_response' });
  });

  test('a call that is stopped ends upstream, too', async () => {
    server.script({ do: 'stall' });
    const stop = new AbortController();
    const call = tell(open(), model, request, stop.signal);
    await server.waitFor(() => true);
    stop.abort(new Error('enough'));
    expect(await call).toMatchObject({ answered: false, files: [], text: '' });
    expect(await server.waitFor(({ aborted }) => aborted)).toMatchObject({ aborted: true });
  });
});

test('sound without a byte and silence are nothing', async () => {
  server.script({ do: 'answer', type: 'audio/mpeg', body: '' });
  expect((await tell(open(), VOICE, SPEECH)).failure).toEqual({ outcome: 'empty' });
  server.script({ do: 'answer', type: 'application/json', body: '{"text":"  "}' });
  expect((await tell(open(), LISTENER, SOUND)).failure).toEqual({ outcome: 'empty' });
});
