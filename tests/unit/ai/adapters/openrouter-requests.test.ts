import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { generateImage } from 'ai';
import OpenAI from 'openai';
import { createOpenRouterAdapter } from '@/lib/ai/adapters/openrouter';
import { openRouterSeconds } from '@/lib/ai/adapters/openrouter-films';
import { OPENROUTER_MODELS } from '@/lib/ai/catalog/openrouter';
import recorded from '../../../fixtures/wire/openrouter.json';
import {
  OPENROUTER_KEY,
  startOpenRouterServer,
  type OpenRouterServer,
} from '../../../support/wire/openrouter-wire-server';
import { MP3, MP4, PNG } from '../../../support/wire/samples';
import { FILM, IMAGE, modelIn, PACE, shapeOf, since, SPEECH, tell, TEXT } from './adapter-world';

const TEXT_MODEL = modelIn(OPENROUTER_MODELS, 'openrouter/google/gemini-3.1-flash-lite');
const IMAGE_MODEL = modelIn(OPENROUTER_MODELS, 'openrouter/bytedance-seed/seedream-4.5');
const VOICE = modelIn(OPENROUTER_MODELS, 'openrouter/hexgrad/kokoro-82m');
const FILM_MODEL = modelIn(OPENROUTER_MODELS, 'openrouter/google/veo-3.1-lite');

let server: OpenRouterServer;
beforeAll(async () => void (server = await startOpenRouterServer()));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = (appName?: string) =>
  createOpenRouterAdapter({
    apiKey: OPENROUTER_KEY,
    baseUrl: `${server.url}/`,
    appUrl: 'https://hub.test',
    appName,
    pace: PACE,
  });
const official = () => createOpenRouter({ apiKey: OPENROUTER_KEY, baseURL: server.url });

describe('requests, member by member', () => {
  test('text asks as the official client of chat completions does', async () => {
    const told = await tell(open(), TEXT_MODEL, TEXT);
    expect(told).toMatchObject({
      text: 'The quick brown fox.',
      answered: true,
      usage: { inputTokens: 14, outputTokens: 5 },
    });
    expect(since(server)).toEqual(recorded.requests.chat);
    const client = new OpenAI({ apiKey: OPENROUTER_KEY, baseURL: server.url, maxRetries: 0 });
    const stream = await client.chat.completions.create({
      model: TEXT_MODEL.name,
      messages: [
        { role: 'system', content: 'Answer briefly.' },
        { role: 'user', content: 'Say something.' },
      ],
      max_tokens: 200,
      temperature: 0.5,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    expect(text).toBe('The quick brown fox.');
    expect(since(server)).toEqual(recorded.requests.chat);
  });

  test('an image asks as the official package does', async () => {
    const told = await tell(open(), IMAGE_MODEL, IMAGE);
    expect(told.files).toEqual([{ bytes: expect.any(Uint8Array), mediaType: 'image/png', width: 1, height: 1 }]);
    expect(Buffer.from(told.files[0]?.bytes ?? [])).toEqual(PNG);
    expect(since(server)).toEqual(recorded.requests.image);
    const model = official().imageModel(IMAGE_MODEL.name);
    await generateImage({ model, prompt: 'A red fox\n\nStyle: ink', aspectRatio: '4:3', seed: 7, maxRetries: 0 });
    expect(since(server)).toEqual(recorded.requests.image);
  });

  test('speech asks as the official client does, and for a voice that the model has', async () => {
    const told = await tell(open(), VOICE, SPEECH);
    expect(told.files).toEqual([{ bytes: new Uint8Array(MP3), mediaType: 'audio/mpeg' }]);
    expect(since(server)).toEqual(recorded.requests.speech);
    const client = new OpenAI({ apiKey: OPENROUTER_KEY, baseURL: server.url, maxRetries: 0 });
    const { text: input, voice, speed } = SPEECH;
    await client.audio.speech.create({ model: VOICE.name, input, voice, speed, response_format: 'mp3' });
    expect(since(server)).toEqual(recorded.requests.speech);
    const foreign = await tell(open(), VOICE, { ...SPEECH, voice: 'alloy' });
    expect(foreign.failure).toBeUndefined();
    expect(since(server)).toEqual(recorded.requests.speech);
  });

  test('a film is a job like that of the official package, and is fetched with the key', async () => {
    const told = await tell(open(), FILM_MODEL, FILM);
    expect(told.files).toEqual([{ bytes: new Uint8Array(MP4), mediaType: 'video/mp4', seconds: 4 }]);
    const [submit, ...looks] = since(server);
    const model = official().videoModel(FILM_MODEL.name, { pollIntervalMs: 5 });
    await model.doGenerate({
      ...{ prompt: 'A red fox runs', n: 1, duration: 4, seed: 7, aspectRatio: '16:9', resolution: '1280x720' },
      ...{ fps: undefined, image: undefined, frameImages: undefined, inputReferences: undefined },
      ...{ generateAudio: undefined, providerOptions: {} },
    });
    const [reference, ...itsLooks] = since(server);
    expect([reference, ...itsLooks]).toEqual(recorded.requests.video);
    expect(looks).toEqual([...itsLooks, { method: 'GET', path: '/api/v1/videos/job-N/content?index=0' }]);
    // "size" and "resolution" with "aspect_ratio" say the same, by OpenRouter's reference.
    const { size, ...rest } = recorded.requests.video[0]?.body ?? {};
    expect(size).toBe('1280x720');
    expect(submit).toMatchObject({ path: '/api/v1/videos', body: { ...rest, resolution: '720p' } });
  });

  test('every call carries the key, where the hub lives and what it is called, in plain letters', async () => {
    const adapter = open('Hüb Ω One');
    for (const [model, request] of [
      [TEXT_MODEL, TEXT],
      [IMAGE_MODEL, IMAGE],
      [FILM_MODEL, FILM],
    ] as const)
      await tell(adapter, model, request);
    expect(server.heard.length).toBeGreaterThan(4);
    for (const { headers } of server.heard)
      expect(headers).toMatchObject({
        authorization: `Bearer ${OPENROUTER_KEY}`,
        'http-referer': 'https://hub.test',
        'x-openrouter-title': 'Hb  One',
        'x-title': 'Hb  One',
      });
  });

  test('a film is never longer than asked for, unless the model makes none as short', () => {
    const seconds = (model: string, ...wanted: number[]) => wanted.map((one) => openRouterSeconds(model, one));
    expect(seconds('google/veo-3.1-lite', 1, 4, 5, 7.9, 8, 20)).toEqual([4, 4, 4, 6, 8, 8]);
    expect(seconds('alibaba/wan-2.7', 0.2, 5.9, 60)).toEqual([2, 5, 15]);
    expect(seconds('some/model', 0.2, 5.9, 60)).toEqual([1, 5, 60]);
  });

  test('no model is asked for a length or a shape it does not make', async () => {
    const films = OPENROUTER_MODELS.filter(({ kind }) => kind === 'video');
    expect(films).toHaveLength(2);
    for (const film of films)
      for (const [width, height] of [
        [1280, 720],
        [720, 1280],
        [1024, 1024],
        [1024, 768],
        [2000, 500],
      ] as const)
        for (const seconds of [1, 5, 30]) {
          const told = await tell(open(), film, { kind: 'video', prompt: 'A red fox runs', width, height, seconds });
          expect([film.id, width, height, seconds, told.failure]).toEqual([film.id, width, height, seconds, undefined]);
        }
  });

  test('the server refuses what the reference does not know', async () => {
    const post = (path: string, body: object) =>
      fetch(server.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${OPENROUTER_KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then(async (response) => [
        response.status,
        ((await response.json()) as { error: { message: string } }).error.message,
      ]);
    const messages = [{ role: 'user', content: 'x' }];
    expect(await post('/chat/completions', { model: 'm', messages, surprise: 1 })).toEqual([400, 'surprise']);
    expect(await post('/chat/completions', { model: 'm' })).toEqual([400, 'messages']);
    expect(await post('/images', { model: 'm', prompt: 'x', aspect_ratio: '7:5' })).toEqual([400, 'aspect_ratio']);
    expect(await post('/videos', { model: FILM_MODEL.name, prompt: 'x', duration: 5 })).toEqual([400, 'duration']);
  });
});

describe('answers have the shapes of the reference', () => {
  const get = async (path: string, init: RequestInit = {}) =>
    fetch(server.url + path, {
      ...init,
      headers: { authorization: `Bearer ${OPENROUTER_KEY}`, 'content-type': 'application/json' },
    });

  test('an image, a transcript, a job handed in, a job that is done', async () => {
    const image = await get('/images', { method: 'POST', body: JSON.stringify({ model: 'm', prompt: 'x' }) });
    expect(shapeOf(await image.json())).toEqual(shapeOf(recorded.answers.image));
    const sound = { model: 'm', input_audio: { data: 'UklGRg==', format: 'wav' } };
    const transcript = await get('/audio/transcriptions', { method: 'POST', body: JSON.stringify(sound) });
    expect(shapeOf(await transcript.json())).toEqual(shapeOf(recorded.answers.transcription));
    server.script({ do: 'job', looks: 0 });
    const job = await get('/videos', { method: 'POST', body: JSON.stringify({ model: 'm', prompt: 'x' }) });
    expect(job.status).toBe(202);
    const submitted = (await job.json()) as { id: string };
    expect(shapeOf(submitted)).toEqual(shapeOf(recorded.answers.submitted));
    const done = await get(`/videos/${submitted.id}`);
    expect(shapeOf(await done.json())).toEqual(shapeOf(recorded.answers.completed));
  });

  test('an error inside a stream stands beside a choice that ends with "error"', async () => {
    server.script({ do: 'break', after: 1, code: 429, errorType: 'rate_limit_exceeded' });
    const messages = [{ role: 'user', content: 'x' }];
    const body = JSON.stringify({ model: 'm', messages, stream: true });
    const events = (await (await get('/chat/completions', { method: 'POST', body })).text())
      .split('\n\n')
      .filter(Boolean);
    expect(events[0]).toBe(': OPENROUTER PROCESSING');
    const last = JSON.parse(events.at(-1)?.slice(6) ?? '') as Record<string, unknown>;
    const { choices, ...rest } = recorded.answers.broken;
    expect(shapeOf(last)).toMatchObject(shapeOf(rest) as object);
    expect(last).toMatchObject({ choices });
  });
});
