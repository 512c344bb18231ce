import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';
import { throughQueue } from './huggingface-queue';
import { hubFailure, hubFetch, splitName, type HubAccess } from './huggingface-route';
import { imageFacts } from './image-facts';
import { voiceFor } from './kokoro-voice';
import { fetchFile } from './make-video';
import type { JobPace } from './run-job';
import { soundFile } from './sound-seconds';

type Of<Kind extends ModelRequest['kind']> = Extract<ModelRequest, { kind: Kind }>;

const MAX_FILE_BYTES = 60_000_000;

/** What every call through the package has: the token, our fetch, and none of its endless repeats on 503. */
function through({ apiKey, addresses }: HubAccess, { signal, onAnswered }: AdapterCall) {
  const fetch = hubFetch(addresses, { signal, onAnswered, maxBytes: MAX_FILE_BYTES });
  return { accessToken: apiKey, options: { fetch, signal, retry_on_error: false } };
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  if (blob.size === 0) throw new CallFailure({ outcome: 'empty' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** An image in the answer itself, or, from fal, by a job in its queue. */
async function imageBlob(access: HubAccess, call: AdapterCall, request: Of<'image'>, pace?: JobPace): Promise<Blob> {
  const { model, company: provider } = splitName(call.model.name, 'image');
  const { width, height, seed, style, prompt } = request;
  const inputs = style ? `${prompt}\n\nStyle: ${style}` : prompt;
  const seeded = seed === undefined ? {} : { seed };
  if (provider === 'fal-ai') {
    const parameters = { image_size: { width, height }, ...seeded };
    const url = await throughQueue(access, call, { task: 'text-to-image', model, inputs, parameters, pace });
    return fetchFile({ url, maxBytes: MAX_FILE_BYTES }, call.signal);
  }
  const { textToImage } = await import('@huggingface/inference');
  const { accessToken, options } = through(access, call);
  const args = { accessToken, provider, model, inputs, parameters: { width, height, ...seeded } };
  return textToImage(args, { ...options, outputType: 'blob' });
}

export async function hubImage(
  access: HubAccess,
  call: AdapterCall,
  request: Of<'image'>,
  pace?: JobPace,
): Promise<Usage> {
  try {
    const bytes = await bytesOf(await imageBlob(access, call, request, pace));
    const facts = imageFacts(bytes);
    if (!facts) throw new CallFailure({ outcome: 'bad_response' });
    call.onFile({ bytes, ...facts });
    return {};
  } catch (error) {
    throw hubFailure(error);
  }
}

export async function hubSpeech(access: HubAccess, call: AdapterCall, request: Of<'speech'>): Promise<Usage> {
  const { textToSpeech } = await import('@huggingface/inference');
  const { accessToken, options } = through(access, call);
  const { model, company: provider } = splitName(call.model.name, 'speech');
  const { text: inputs, format, speed } = request;
  const voice = voiceFor(model, request.voice);
  const parameters = {
    response_format: format,
    ...(voice === undefined ? {} : { voice }),
    ...(speed === undefined ? {} : { speed }),
  };
  try {
    const blob = await textToSpeech({ accessToken, provider, model, inputs, parameters }, options);
    const bytes = await bytesOf(blob);
    if (!blob.type.startsWith('audio/')) throw new CallFailure({ outcome: 'bad_response' });
    call.onFile(soundFile(bytes, blob.type));
    return {};
  } catch (error) {
    throw hubFailure(error);
  }
}

export async function hubTranscript(
  access: HubAccess,
  call: AdapterCall,
  request: Of<'transcription'>,
): Promise<Usage> {
  const { automaticSpeechRecognition } = await import('@huggingface/inference');
  const { accessToken, options } = through(access, call);
  const { model, company: provider } = splitName(call.model.name, 'transcription');
  const data = new Blob([new Uint8Array(request.audio)], { type: request.mediaType });
  // Where the sound itself is the body there is no place for this, and the model finds the language out.
  const parameters = request.language ? { parameters: { language: request.language } } : {};
  try {
    const { text } = await automaticSpeechRecognition({ accessToken, provider, model, data, ...parameters }, options);
    if (typeof text !== 'string') throw new CallFailure({ outcome: 'bad_response' });
    if (text.trim() === '') throw new CallFailure({ outcome: 'empty' });
    call.onText(text.trim());
    return {};
  } catch (error) {
    throw hubFailure(error);
  }
}
