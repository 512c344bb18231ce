import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';
import { deliverTranscript, usualType } from './make-transcript';
import { providerFetch } from './provider-fetch';
import { soundFile } from './sound-seconds';
import { voiceFor } from './voices';
import { waveOf } from './wave-of';

type Of<Kind extends ModelRequest['kind']> = Extract<ModelRequest, { kind: Kind }>;

export interface OpenRouterAudioAccess {
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
}

const MAX_SOUND_BYTES = 60_000_000;
/** What OpenRouter calls the formats of sound. */
const FORMATS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
  'audio/aac': 'aac',
};
const TIMESTAMPS = { response_format: 'verbose_json', timestamp_granularities: ['segment'] };

function ask(
  { baseUrl, headers }: OpenRouterAudioAccess,
  { signal, onAnswered }: AdapterCall,
  path: string,
  body: object,
) {
  return providerFetch({ signal, onAnswered, maxBytes: MAX_SOUND_BYTES })(`${baseUrl}${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** OpenRouter makes MP3 and raw samples alone: WAV is those with a head, and who wished for Opus gets MP3 that says so. */
export async function openRouterSpeech(
  access: OpenRouterAudioAccess,
  call: AdapterCall,
  { text, voice: wish, speed, format }: Of<'speech'>,
): Promise<Usage> {
  const voice = voiceFor(call.model.name, wish);
  const sound = await ask(access, call, '/audio/speech', {
    model: call.model.name,
    input: text,
    response_format: format === 'wav' ? 'pcm' : 'mp3',
    ...(voice === undefined ? {} : { voice }),
    ...(speed === undefined ? {} : { speed }),
  });
  const told = sound.headers.get('content-type') ?? '';
  const mediaType = told.split(';')[0]?.trim() ?? '';
  if (!mediaType.startsWith('audio/')) throw new CallFailure({ outcome: 'bad_response' });
  const bytes = new Uint8Array(await sound.arrayBuffer());
  if (bytes.byteLength === 0) throw new CallFailure({ outcome: 'empty' });
  const isRaw = ['audio/pcm', 'audio/l16'].includes(mediaType.toLowerCase());
  call.onFile(isRaw ? soundFile(waveOf(bytes, told), 'audio/wav') : soundFile(bytes, mediaType));
  return {};
}

interface Said {
  text?: unknown;
  segments?: unknown;
}

export async function openRouterTranscript(
  access: OpenRouterAudioAccess,
  call: AdapterCall,
  { audio, language }: Of<'transcription'>,
): Promise<Usage> {
  const format = FORMATS[usualType(audio.mediaType)];
  // Somebody else may know this format.
  if (!format) throw new CallFailure({ outcome: 'bad_response' });
  const bytes = await audio.load();
  const answer = await ask(access, call, '/audio/transcriptions', {
    model: call.model.name,
    input_audio: { data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'), format },
    ...(language === undefined ? {} : { language }),
    ...(call.model.capabilities?.includes('timestamps') ? TIMESTAMPS : {}),
  });
  const { text, segments } = ((await answer.json().catch(() => null)) ?? {}) as Said;
  return deliverTranscript(call, text, Array.isArray(segments) ? (segments as object[]) : undefined);
}
