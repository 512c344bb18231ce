import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';
import { voiceFor } from './kokoro-voice';
import { providerFetch } from './provider-fetch';
import { soundFile } from './sound-seconds';

type Of<Kind extends ModelRequest['kind']> = Extract<ModelRequest, { kind: Kind }>;

export interface OpenRouterAudioAccess {
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
}

const MAX_SOUND_BYTES = 60_000_000;
/** What OpenRouter calls the formats of sound. */
const FORMATS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/wav': 'wav',
  'audio/wave': 'wav',
  'audio/x-wav': 'wav',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'video/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
  'video/webm': 'webm',
  'audio/aac': 'aac',
};

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

/** Sound as MP3, whatever was wished for: the only other thing OpenRouter makes is raw samples. */
export async function openRouterSpeech(
  access: OpenRouterAudioAccess,
  call: AdapterCall,
  { text, voice: wish, speed }: Of<'speech'>,
): Promise<Usage> {
  const voice = voiceFor(call.model.name, wish);
  const sound = await ask(access, call, '/audio/speech', {
    model: call.model.name,
    input: text,
    response_format: 'mp3',
    ...(voice === undefined ? {} : { voice }),
    ...(speed === undefined ? {} : { speed }),
  });
  const mediaType = sound.headers.get('content-type')?.split(';')[0] ?? '';
  if (!mediaType.startsWith('audio/')) throw new CallFailure({ outcome: 'bad_response' });
  const bytes = new Uint8Array(await sound.arrayBuffer());
  if (bytes.byteLength === 0) throw new CallFailure({ outcome: 'empty' });
  call.onFile(soundFile(bytes, mediaType));
  return {};
}

export async function openRouterTranscript(
  access: OpenRouterAudioAccess,
  call: AdapterCall,
  { audio, mediaType, language }: Of<'transcription'>,
): Promise<Usage> {
  const format = FORMATS[mediaType.split(';')[0]?.trim().toLowerCase() ?? ''];
  // Somebody else may know this format.
  if (!format) throw new CallFailure({ outcome: 'bad_response' });
  const answer = await ask(access, call, '/audio/transcriptions', {
    model: call.model.name,
    input_audio: { data: Buffer.from(audio).toString('base64'), format },
    ...(language === undefined ? {} : { language }),
  });
  const said = (await answer.json().catch(() => null)) as { text?: unknown } | null;
  if (typeof said?.text !== 'string') throw new CallFailure({ outcome: 'bad_response' });
  if (said.text.trim() === '') throw new CallFailure({ outcome: 'empty' });
  call.onText(said.text.trim());
  return {};
}
