import { createMistralAdapter } from '@/lib/ai/adapters/mistral';
import { MISTRAL_MODELS } from '@/lib/ai/catalog/mistral';
import recorded from '../../../fixtures/wire/mistral.json';
import { MISTRAL_KEY, startMistralServer, type MistralServer } from '../../../support/wire/mistral-wire-server';
import { modelIn, SOUND, SPEECH, tell, TEXT } from './adapter-world';

const SMALL = modelIn(MISTRAL_MODELS, 'mistral/mistral-small-latest');
const VOICE = modelIn(MISTRAL_MODELS, 'mistral/voxtral-mini-tts-3-0');
const LISTENER = modelIn(MISTRAL_MODELS, 'mistral/voxtral-mini-transcribe-3-0');
const KINDS = [
  ['text', SMALL, TEXT],
  ['speech', VOICE, SPEECH],
  ['transcription', LISTENER, SOUND],
] as const;

let server: MistralServer;
beforeAll(async () => void (server = await startMistralServer()));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = (apiKey = MISTRAL_KEY) => createMistralAdapter({ apiKey, baseUrl: server.url });

test('content in typed parts is read, and what was thought is left out', async () => {
  server.script({ do: 'ok', parts: true });
  expect(await tell(open(), SMALL, TEXT)).toMatchObject({
    text: 'The quick brown fox.',
    usage: { inputTokens: 14, outputTokens: 5 },
  });
});

test.each(['length', 'model_length'])('an answer that ends with %s is one', async (finish) => {
  server.script({ do: 'ok', finish });
  expect(await tell(open(), SMALL, TEXT)).toMatchObject({ text: 'The quick brown fox.', usage: { outputTokens: 5 } });
});

test('an answer that ends with an error is none', async () => {
  server.script({ do: 'ok', finish: 'error' });
  expect((await tell(open(), SMALL, TEXT)).failure).toEqual({ outcome: 'server_error' });
});

test('a connection lost between two words is a cut', async () => {
  server.script({ do: 'cut', after: 2 });
  expect(await tell(open(), SMALL, TEXT)).toMatchObject({ text: 'The quick', failure: { outcome: 'cut' } });
});

describe.each(KINDS)('failures of %s, by status', (_kind, model, request) => {
  test.each([
    [400, 'bad_request'],
    [403, 'unauthorized'],
    [404, 'bad_response'],
    [422, 'bad_request'],
    [429, 'rate_limited'],
    [500, 'server_error'],
    [503, 'server_error'],
  ])('%d', async (status, outcome) => {
    server.script({ do: 'refuse', status });
    expect((await tell(open(), model, request)).failure).toEqual({ outcome, httpStatus: status });
  });

  test('a member that fails validation', async () => {
    server.script({ do: 'refuse', status: 422, detail: recorded.answers.extraMember.detail });
    expect((await tell(open(), model, request)).failure).toEqual({ outcome: 'bad_request', httpStatus: 422 });
  });

  test('a pause that it asks for', async () => {
    server.script({ do: 'refuse', status: 429, type: 'rate_limited', code: '1300', retryAfter: '3' });
    const { failure } = await tell(open(), model, request);
    expect(failure).toEqual({ outcome: 'rate_limited', httpStatus: 429, retryAfterMs: 3_000 });
  });

  test('a model that it does not have is the catalog’s fault and not the user’s', async () => {
    const { failure } = await tell(open(), { ...model, name: 'mistral-nine' }, request);
    expect(failure).toEqual({ outcome: 'bad_response', httpStatus: 400 });
    server.script({ do: 'refuse', status: 400, code: 'unknown_model' });
    expect((await tell(open(), model, request)).failure).toEqual(failure);
  });

  test('a wrong key, answered in the other shape', async () => {
    const { failure } = await tell(open('wrong'), model, request);
    expect(failure).toEqual({ outcome: 'unauthorized', httpStatus: 401 });
  });

  test('a page instead of an answer', async () => {
    server.script({ do: 'answer', type: 'text/html', body: '<html></html>' });
    expect((await tell(open(), model, request)).failure).toEqual({ outcome: 'bad_response' });
  });
});

test('sound without a byte is nothing, and bytes that are no sound are a bad answer', async () => {
  const audio = (body: string) => JSON.stringify({ audio_data: Buffer.from(body).toString('base64') });
  server.script({ do: 'answer', type: 'application/json', body: audio('') });
  expect((await tell(open(), VOICE, SPEECH)).failure).toEqual({ outcome: 'empty' });
  server.script({ do: 'answer', type: 'application/json', body: audio('<html></html>') });
  expect((await tell(open(), VOICE, SPEECH)).failure).toEqual({ outcome: 'bad_response' });
});

test('silence is nothing', async () => {
  const body = JSON.stringify({ ...recorded.answers.transcription, text: ' \n' });
  server.script({ do: 'answer', type: 'application/json', body });
  expect((await tell(open(), LISTENER, SOUND)).failure).toEqual({ outcome: 'empty' });
});
