import { Mistral } from '@mistralai/mistralai';
import { createMistralAdapter } from '@/lib/ai/adapters/mistral';
import { MISTRAL_MODELS } from '@/lib/ai/catalog/mistral';
import recorded from '../../../fixtures/wire/mistral.json';
import { formsSince } from '../../../support/wire/form';
import { MISTRAL_KEY, startMistralServer, type MistralServer } from '../../../support/wire/mistral-wire-server';
import { MP3, WAV } from '../../../support/wire/samples';
import { IMAGE, modelIn, SEGMENTS, shapeOf, since, SOUND, SPEECH, tell, TEXT } from './adapter-world';

const SMALL = modelIn(MISTRAL_MODELS, 'mistral/mistral-small-latest');
const VOICE = modelIn(MISTRAL_MODELS, 'mistral/voxtral-mini-tts-3-0');
const LISTENER = modelIn(MISTRAL_MODELS, 'mistral/voxtral-mini-transcribe-3-0');

let server: MistralServer;
beforeAll(async () => void (server = await startMistralServer()));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = () => createMistralAdapter({ apiKey: MISTRAL_KEY, baseUrl: `${server.url}/` });
const official = () =>
  new Mistral({
    apiKey: MISTRAL_KEY,
    serverURL: server.url.replace(/\/v1$/, ''),
    retryConfig: { strategy: 'none' },
  });
const asked = () => {
  const [first] = server.heard;
  return first?.body as Record<string, unknown>;
};

describe('requests, member by member', () => {
  test('text asks as the official client does', async () => {
    const told = await tell(open(), SMALL, TEXT);
    expect(told).toMatchObject({ text: 'The quick brown fox.', answered: true });
    expect(told.usage).toEqual({ inputTokens: 14, outputTokens: 5 });
    expect(since(server)).toEqual(recorded.requests.chat);
    const stream = await official().chat.stream({
      model: 'mistral-small-latest',
      messages: [
        { role: 'system', content: 'Answer briefly.' },
        { role: 'user', content: 'Say something.' },
      ],
      ...{ maxTokens: 200, temperature: 0.5 },
    });
    let text = '';
    let tokens: number | undefined;
    for await (const { data } of stream) {
      const content = data.choices[0]?.delta.content;
      if (typeof content === 'string') text += content;
      tokens = data.usage?.completionTokens ?? tokens;
    }
    expect([text, tokens]).toEqual(['The quick brown fox.', 5]);
    expect(since(server)).toEqual(recorded.requests.chat);
  });

  test('speech asks as the official client does', async () => {
    const told = await tell(open(), VOICE, SPEECH);
    expect(told).toMatchObject({ answered: true });
    expect(told.files).toEqual([{ bytes: new Uint8Array(MP3), mediaType: 'audio/mpeg' }]);
    expect(since(server)).toEqual(recorded.requests.speech);
    const { audioData } = await official().audio.speech.complete({
      ...{ model: VOICE.name, input: 'Good morning.', voiceId: 'en_paul_neutral', responseFormat: 'mp3' },
    });
    expect(Buffer.from(audioData, 'base64')).toEqual(MP3);
    expect(since(server)).toEqual(recorded.requests.speech);
  });

  test('a transcript asks as the official client does, but for the defaults that it writes out', async () => {
    const told = await tell(open(), LISTENER, SOUND);
    expect(told).toMatchObject({ text: 'The quick brown fox.', answered: true, segments: SEGMENTS });
    const [ours] = await formsSince(server);
    const file = new File([await SOUND.audio.load()], 'audio.wav', { type: 'audio/wav' });
    const said = await official().audio.transcriptions.complete({
      ...{ model: LISTENER.name, file, language: 'en', timestampGranularities: ['segment'] },
    });
    expect(said.text).toBe(' The quick brown fox.');
    expect(said.segments?.map(({ start, end }) => [start, end])).toEqual(
      SEGMENTS.map(({ start, end }) => [start, end]),
    );
    const [theirs] = await formsSince(server);
    expect([theirs]).toEqual(recorded.requests.transcription);
    const defaults = { diarize: 'false', stream: 'false' };
    expect({ ...ours, form: { ...defaults, ...ours?.form } }).toEqual(theirs);
  });

  test('a voice of its own is asked for as wished, another provider’s is none', async () => {
    for (const [wish, voice] of [
      ['gb_jane_curious', 'gb_jane_curious'],
      ['voice_478', 'voice_478'],
      ['8f14e45f-ceea-467f-ab12-0123456789ab', '8f14e45f-ceea-467f-ab12-0123456789ab'],
      ['alloy', 'en_paul_neutral'],
      ['af_heart', 'en_paul_neutral'],
    ] as const) {
      expect((await tell(open(), VOICE, { ...SPEECH, voice: wish })).failure).toBeUndefined();
      expect(asked()).toMatchObject({ voice_id: voice });
      server.heard.splice(0);
    }
  });

  test('sound comes in the format that was wished for and says what it is', async () => {
    const told = await tell(open(), VOICE, { ...SPEECH, format: 'wav' });
    expect(asked()).toMatchObject({ response_format: 'wav' });
    expect(told.files).toEqual([{ bytes: new Uint8Array(WAV), mediaType: 'audio/wav' }]);
  });

  test('a temperature beyond what Mistral takes is brought down to it', async () => {
    for (const [wish, sent] of [
      [2, 1.5],
      [1.5, 1.5],
      [0, 0],
    ]) {
      expect((await tell(open(), SMALL, { ...TEXT, temperature: wish } as typeof TEXT)).failure).toBeUndefined();
      expect(asked()).toMatchObject({ temperature: sent });
      server.heard.splice(0);
    }
  });

  test('it is asked for nothing that it does not make', async () => {
    expect((await tell(open(), SMALL, IMAGE)).failure).toEqual({ outcome: 'bad_response' });
    expect(server.heard).toEqual([]);
  });

  test('the key goes with every call', async () => {
    for (const [model, request] of [
      [SMALL, TEXT],
      [VOICE, SPEECH],
      [LISTENER, SOUND],
    ] as const)
      await tell(open(), model, request);
    expect(server.heard.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill(`Bearer ${MISTRAL_KEY}`));
  });
});

describe('the server is true to the description', () => {
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${MISTRAL_KEY}`, 'content-type': 'application/json' };
    const response = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const chat = { model: 'mistral-small-latest', messages: [{ role: 'user', content: 'x' }] };

  test('it refuses members that the description does not know, with their place', async () => {
    const extra = await post('/chat/completions', { ...chat, store: false });
    expect(extra.status).toBe(422);
    expect(shapeOf(extra.body)).toEqual(shapeOf(recorded.answers.extraMember));
    expect(extra.body).toMatchObject({ detail: [{ type: 'extra_forbidden', loc: ['body', 'store'], input: false }] });
    for (const wrong of [{ stream_options: {} }, { max_completion_tokens: 9 }, { temperature: 1.6 }, { seed: 1 }])
      expect([wrong, (await post('/chat/completions', { ...chat, ...wrong })).status]).toEqual([wrong, 422]);
  });

  test('it wants what the description requires', async () => {
    const { status, body } = await post('/chat/completions', { model: chat.model });
    expect([status, body]).toMatchObject([422, { detail: [{ type: 'missing', loc: ['body', 'messages'] }] }]);
    expect((await post('/audio/speech', { model: VOICE.name })).status).toBe(422);
    expect((await post('/audio/transcriptions', { model: LISTENER.name })).status).toBe(422);
  });

  test('its answers have the described shapes', async () => {
    const spoken = await post('/audio/speech', { model: VOICE.name, input: 'x', voice_id: 'voice_478' });
    expect(shapeOf(spoken.body)).toEqual(shapeOf(recorded.answers.speech));
    const form = new FormData();
    form.append('model', LISTENER.name);
    form.append('language', 'en');
    form.append('file', new Blob(['RIFF'], { type: 'audio/wav' }), 'a.wav');
    const headers = { authorization: `Bearer ${MISTRAL_KEY}` };
    const heard = await fetch(`${server.url}/audio/transcriptions`, { method: 'POST', headers, body: form });
    expect(shapeOf(await heard.json())).toEqual(shapeOf(recorded.answers.transcription));
    const unknown = await post('/chat/completions', { ...chat, model: 'mistral-nine' });
    expect([unknown.status, shapeOf(unknown.body)]).toEqual([400, shapeOf(recorded.answers.unknownModel)]);
  });
});
