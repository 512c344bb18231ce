import OpenAI, { toFile } from 'openai';
import { createMistralAdapter } from '@/lib/ai/adapters/mistral';
import { readSegments } from '@/lib/ai/adapters/make-transcript';
import { createOpenAiAdapter } from '@/lib/ai/adapters/openai';
import { MISTRAL_MODELS } from '@/lib/ai/catalog/mistral';
import { OPENAI_MODELS } from '@/lib/ai/catalog/openai';
import { formsSince } from '../../../support/wire/form';
import { MISTRAL_KEY, startMistralServer } from '../../../support/wire/mistral-wire-server';
import {
  OPENAI_KEY,
  startOpenAiMediaServer,
  type OpenAiMediaServer,
} from '../../../support/wire/openai-media-wire-server';
import { modelIn, SEGMENTS, SOUND, tell } from './adapter-world';

const WHISPER = modelIn(OPENAI_MODELS, 'openai/whisper-1');

let server: OpenAiMediaServer;
beforeAll(async () => void (server = await startOpenAiMediaServer()));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = () => createOpenAiAdapter({ apiKey: OPENAI_KEY, baseUrl: server.url });

test('the one of OpenAI’s models that knows times is asked for them as the official client asks', async () => {
  expect(await tell(open(), WHISPER, SOUND)).toMatchObject({ text: 'The quick brown fox.', segments: SEGMENTS });
  const [ours] = await formsSince(server);
  const client = new OpenAI({ apiKey: OPENAI_KEY, baseURL: server.url, maxRetries: 0 });
  await client.audio.transcriptions.create({
    file: await toFile(await SOUND.audio.load(), 'audio.wav', { type: 'audio/wav' }),
    ...{ model: 'whisper-1', language: 'en', response_format: 'verbose_json', timestamp_granularities: ['segment'] },
  });
  const [theirs] = await formsSince(server);
  const { temperature: _default, ...form } = ours?.form ?? {};
  expect({ ...ours, form }).toEqual(theirs);
});

test('a model without times has a transcript without passages', async () => {
  const plain = modelIn(OPENAI_MODELS, 'openai/gpt-4o-mini-transcribe');
  expect(await tell(open(), plain, SOUND)).toMatchObject({ text: 'The quick brown fox.', segments: [] });
});

test('an older model of Mistral’s is told the language and not asked for times, since it refuses both', async () => {
  const mistral = await startMistralServer();
  const adapter = createMistralAdapter({ apiKey: MISTRAL_KEY, baseUrl: mistral.url });
  const known = modelIn(MISTRAL_MODELS, 'mistral/voxtral-mini-transcribe-3-0');
  const older = { ...known, name: 'voxtral-mini-latest' };
  const { language: _language, ...anyLanguage } = SOUND;
  expect(await tell(adapter, older, SOUND)).toMatchObject({ text: 'The quick brown fox.', segments: [] });
  expect(await tell(adapter, older, anyLanguage)).toMatchObject({ segments: SEGMENTS });
  await mistral.close();
});

test('passages are kept in order, and what has no words or no times is none', () => {
  const said = [
    { text: ' one ', start: 0, end: 2 },
    { text: 'back in time', start: 1, end: 1.5 },
    { text: '  ', start: 3, end: 4 },
    { text: 'no time', start: null, end: null },
    { text: 'before', start: -1, end: 1 },
    { text: 'ends before it begins', start: 5, end: 4 },
    { text: 'open end', start: 6, end: null },
    { text: 7, start: 7, end: 8 },
  ];
  expect(readSegments(said)).toEqual([
    { text: 'one', start: 0, end: 2 },
    { text: 'back in time', start: 1, end: 1.5 },
    { text: 'ends before it begins', start: 5, end: 5 },
    { text: 'open end', start: 6, end: 6 },
  ]);
});
