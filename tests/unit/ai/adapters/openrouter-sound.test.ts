import { createOpenRouterAdapter } from '@/lib/ai/adapters/openrouter';
import { OPENROUTER_MODELS } from '@/lib/ai/catalog/openrouter';
import recorded from '../../../fixtures/wire/openrouter.json';
import {
  OPENROUTER_KEY,
  startOpenRouterServer,
  type OpenRouterServer,
} from '../../../support/wire/openrouter-wire-server';
import { MP3 } from '../../../support/wire/samples';
import { modelIn, SEGMENTS, since, SOUND, soundAs, SPEECH, tell } from './adapter-world';

const VOICE = modelIn(OPENROUTER_MODELS, 'openrouter/hexgrad/kokoro-82m');
const LISTENER = modelIn(OPENROUTER_MODELS, 'openrouter/openai/whisper-large-v3-turbo');

let server: OpenRouterServer;
beforeAll(async () => void (server = await startOpenRouterServer()));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = () => createOpenRouterAdapter({ apiKey: OPENROUTER_KEY, baseUrl: server.url });

test('WAV is raw samples with a head, and Opus comes as the MP3 that it is', async () => {
  const wave = await tell(open(), VOICE, { ...SPEECH, format: 'wav' });
  expect(wave.files).toEqual([{ bytes: expect.any(Uint8Array), mediaType: 'audio/wav', seconds: 0.1 }]);
  expect(since(server)[0]).toMatchObject({ body: { response_format: 'pcm' } });
  const opus = await tell(open(), VOICE, { ...SPEECH, format: 'opus' });
  expect(opus.files).toEqual([{ bytes: new Uint8Array(MP3), mediaType: 'audio/mpeg' }]);
  expect(since(server)[0]).toMatchObject({ body: { response_format: 'mp3' } });
});

test('a transcript is asked for with the sound in it, as the reference has it', async () => {
  const told = await tell(open(), LISTENER, SOUND);
  expect(told).toMatchObject({ text: 'The quick brown fox.', segments: SEGMENTS });
  expect(since(server)).toEqual(recorded.requests.transcription);
  for (const [mediaType, format] of [
    ['audio/webm;codecs=opus', 'webm'],
    ['audio/mpeg', 'mp3'],
    ['audio/mp4', 'm4a'],
  ]) {
    await tell(open(), LISTENER, soundAs(String(mediaType)));
    expect(server.heard.at(-1)?.body).toMatchObject({ input_audio: { format } });
  }
});
