import { InferenceClient } from '@huggingface/inference';
import { createHuggingFaceAdapter } from '@/lib/ai/adapters/huggingface';
import { hubAddresses, splitName } from '@/lib/ai/adapters/huggingface-route';
import { frameCount } from '@/lib/ai/adapters/huggingface-video';
import { voiceFor } from '@/lib/ai/adapters/voices';
import { HUGGINGFACE_MODELS } from '@/lib/ai/catalog/huggingface';
import type { Model } from '@/lib/ai';
import recorded from '../../../fixtures/wire/huggingface.json';
import {
  HUGGINGFACE_KEY,
  startHuggingFaceServer,
  type HuggingFaceServer,
} from '../../../support/wire/huggingface-wire-server';
import { MP3, MP4, PNG } from '../../../support/wire/samples';
import { FILM, IMAGE, modelIn, PACE, SEGMENTS, since, SOUND, SPEECH, tell, TEXT } from './adapter-world';

const model = (name: string): Model => modelIn(HUGGINGFACE_MODELS, `huggingface/${name}`);
const TEXT_MODEL = model('Qwen/Qwen3-Next-80B-A3B-Instruct');
const IMAGE_MODEL = model('stabilityai/stable-diffusion-3-medium-diffusers:hf-inference');
const FLUX = model('black-forest-labs/FLUX.1-dev:fal-ai');
const VOICE = model('hexgrad/Kokoro-82M:deepinfra');
const WHISPER = model('openai/whisper-large-v3:hf-inference');
const FILM_MODEL = model('Wan-AI/Wan2.2-TI2V-5B:fal-ai');

let server: HuggingFaceServer;
beforeAll(async () => void (server = await startHuggingFaceServer()));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = () => createHuggingFaceAdapter({ apiKey: HUGGINGFACE_KEY, baseUrl: server.url, pace: PACE });

/** The official client, which knows no other addresses than its own, led here for as long as it works. */
async function officially<T>(work: (client: InferenceClient) => Promise<T>): Promise<T> {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const asked = input instanceof Request ? input.url : input.toString();
    return fetch(asked.replace(/^https:\/\/(router\.)?huggingface\.co/, server.origin), init);
  };
  try {
    return await work(new InferenceClient(HUGGINGFACE_KEY));
  } finally {
    globalThis.fetch = fetch;
  }
}

describe('requests, member by member', () => {
  test('the hub is asked once, with the token, what a model is called where it runs', async () => {
    await tell(open(), VOICE, SPEECH);
    await tell(open(), VOICE, SPEECH);
    const asked = server.heard.filter(({ path }) => path.startsWith('/api/models/'));
    expect(asked.map(({ path }) => path)).toEqual(['/api/models/hexgrad/Kokoro-82M?expand[]=inferenceProviderMapping']);
  });

  test('text asks as the official client does', async () => {
    const told = await tell(open(), TEXT_MODEL, TEXT);
    expect(told).toMatchObject({
      text: 'The quick brown fox.',
      answered: true,
      usage: { inputTokens: 14, outputTokens: 5 },
    });
    expect(since(server)).toEqual(recorded.requests.chat);
    const text = await officially(async (client) => {
      const stream = client.chatCompletionStream({
        model: TEXT_MODEL.name,
        messages: [
          { role: 'system', content: 'Answer briefly.' },
          { role: 'user', content: 'Say something.' },
        ],
        max_tokens: 200,
        temperature: 0.5,
        stream_options: { include_usage: true },
      });
      let all = '';
      for await (const chunk of stream) all += chunk.choices[0]?.delta.content ?? '';
      return all;
    });
    expect(text).toBe('The quick brown fox.');
    expect(since(server)).toEqual(recorded.requests.chat);
  });

  test('a name may say who runs the model, as the router writes it', async () => {
    const routed = { ...TEXT_MODEL, name: 'openai/gpt-oss-120b:groq' };
    expect((await tell(open(), routed, TEXT)).text).toBe('The quick brown fox.');
    expect(server.heard[0]?.body).toMatchObject({ model: 'openai/gpt-oss-120b:groq' });
  });

  test('an image', async () => {
    const told = await tell(open(), IMAGE_MODEL, IMAGE);
    expect(told.files).toEqual([{ bytes: new Uint8Array(PNG), mediaType: 'image/png', width: 1, height: 1 }]);
    expect(since(server)).toEqual(recorded.requests.image);
    const { name, company: provider } = {
      name: splitName(IMAGE_MODEL.name, 'image').model,
      company: 'hf-inference' as const,
    };
    const inputs = 'A red fox\n\nStyle: ink';
    const parameters = { width: 1024, height: 768, seed: 7 };
    await officially((client) => client.textToImage({ provider, model: name, inputs, parameters }));
    expect(since(server)).toEqual(recorded.requests.image);
  });

  test('speech', async () => {
    const told = await tell(open(), VOICE, SPEECH);
    expect(told.files).toEqual([{ bytes: new Uint8Array(MP3), mediaType: 'audio/mpeg' }]);
    expect(since(server)).toEqual(recorded.requests.speech);
    const parameters = { voice: 'af_heart', response_format: 'mp3', speed: 1.1 };
    const args = { provider: 'deepinfra' as const, model: 'hexgrad/Kokoro-82M', inputs: 'Good morning.', parameters };
    await officially((client) => client.textToSpeech(args));
    expect(since(server)).toEqual(recorded.requests.speech);
  });

  test('speech is asked for in a voice that the model has, other models are asked for what was wished', async () => {
    await tell(open(), VOICE, { ...SPEECH, voice: 'alloy' });
    expect(since(server)).toEqual(recorded.requests.speech);
    expect([voiceFor('some/voice', 'alloy'), voiceFor('some/voice', undefined)]).toEqual(['alloy', undefined]);
  });

  test('a transcript: the sound itself, or a form where the company takes one and the language with it', async () => {
    const { capabilities: _times, ...plain } = WHISPER;
    expect((await tell(open(), plain, SOUND)).text).toBe('The quick brown fox.');
    expect(since(server)).toEqual(recorded.requests.plainTranscription);
    const data = new Blob([Buffer.from('52494646', 'hex')], { type: 'audio/wav' });
    const args = { provider: 'hf-inference' as const, model: 'openai/whisper-large-v3', data };
    await officially((client) => client.automaticSpeechRecognition(args));
    expect(since(server)).toEqual(recorded.requests.plainTranscription);
    const elsewhere = { ...WHISPER, name: 'openai/whisper-large-v3:deepinfra' };
    expect(await tell(open(), elsewhere, SOUND)).toMatchObject({ text: 'The quick brown fox.', segments: SEGMENTS });
    const form = server.heard.at(-1)?.raw.toString('latin1') ?? '';
    for (const part of [
      'name="file"; filename="audio.wav"',
      'name="model"\r\n\r\nopenai/whisper-large-v3',
      'name="language"\r\n\r\nen',
      'name="response_format"\r\n\r\nverbose_json',
    ])
      expect(form).toContain(part);
  });

  test('a transcript with times: the sound in JSON, as hf-inference takes it', async () => {
    const told = await tell(open(), WHISPER, SOUND);
    expect(told).toMatchObject({ text: 'The quick brown fox.', segments: SEGMENTS });
    expect(since(server)).toEqual(recorded.requests.transcription);
  });

  test('a film through the queue of the company that makes it', async () => {
    const told = await tell(open(), FILM_MODEL, FILM);
    expect(told.files).toEqual([{ bytes: new Uint8Array(MP4), mediaType: 'video/mp4', seconds: 5 }]);
    expect(since(server)).toEqual(recorded.requests.video);
    const parameters = { num_frames: 121, aspect_ratio: '16:9', seed: 7 };
    const args = { provider: 'fal-ai' as const, model: 'Wan-AI/Wan2.2-TI2V-5B', inputs: 'A red fox runs', parameters };
    const film = await officially((client) => client.textToVideo(args));
    expect(Buffer.from(await film.arrayBuffer())).toEqual(MP4);
    expect(since(server)).toEqual(recorded.requests.video);
  });

  test('an image through the queue', async () => {
    const told = await tell(open(), FLUX, IMAGE);
    expect(told.files).toEqual([{ bytes: new Uint8Array(PNG), mediaType: 'image/png', width: 1, height: 1 }]);
    expect(since(server)[0]).toEqual({
      method: 'POST',
      path: '/fal-ai/fal-ai/flux/dev?_subdomain=queue',
      type: 'application/json',
      body: { prompt: 'A red fox\n\nStyle: ink', image_size: { width: 1024, height: 768 }, seed: 7 },
    });
  });

  test('the token goes to the router and the hub, never to where finished files lie', async () => {
    await tell(open(), FILM_MODEL, FILM);
    await tell(open(), WHISPER, SOUND);
    for (const { path, headers } of server.heard)
      expect([path, headers.authorization]).toEqual([path, path.startsWith('/files/') ? undefined : 'Bearer hf_test']);
  });

  test('the server refuses what the documentation does not know', async () => {
    const headers = { authorization: `Bearer ${HUGGINGFACE_KEY}`, 'content-type': 'application/json' };
    const post = async (path: string, body: object) =>
      (await fetch(server.origin + path, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    const messages = [{ role: 'user', content: 'x' }];
    expect(await post('/v1/chat/completions', { model: TEXT_MODEL.name, messages, surprise: 1 })).toBe(422);
    expect(await post('/v1/chat/completions', { model: TEXT_MODEL.name })).toBe(422);
    expect(await post('/hf-inference/models/stabilityai/stable-diffusion-3-medium-diffusers', { prompt: 'x' })).toBe(
      400,
    );
    expect(await post('/deepinfra/v1/openai/audio/speech', { model: 'hexgrad/Kokoro-82M', text: 'x' })).toBe(422);
    expect(await post('/fal-ai/fal-ai/wan/v2.2-5b/text-to-video?_subdomain=queue', { prompt: 'x', width: 1 })).toBe(
      422,
    );
  });
});

describe('names and addresses', () => {
  test('a model’s name without a company goes to the usual one', () => {
    expect(splitName('a/b', 'image')).toEqual({ model: 'a/b', company: 'hf-inference' });
    expect(splitName('a/b', 'speech')).toEqual({ model: 'a/b', company: 'deepinfra' });
    expect(splitName('a/b:fal-ai', 'video')).toEqual({ model: 'a/b', company: 'fal-ai' });
  });

  test('one base URL leads everything elsewhere; the router’s own keeps the hub where it is', () => {
    const own = {
      chat: 'https://router.huggingface.co/v1',
      router: 'https://router.huggingface.co',
      hub: 'https://huggingface.co',
    };
    expect(hubAddresses(undefined)).toEqual(own);
    expect(hubAddresses('https://router.huggingface.co/v1/')).toEqual(own);
    expect(hubAddresses('http://local:1/v1')).toEqual({
      chat: 'http://local:1/v1',
      router: 'http://local:1',
      hub: 'http://local:1',
    });
  });

  test('a film of whole seconds has a frame more than they count, within what the models make', () => {
    expect([0.1, 1, 5, 60].map(frameCount)).toEqual([17, 25, 121, 161]);
  });
});
