import type { Adapter } from '@/lib/ai/adapters/adapter';
import { classify } from '@/lib/ai/chain/classify';
import type { Failure } from '@/lib/ai/chain/failure';
import type { JobPace } from '@/lib/ai/adapters/run-job';
import type { JobProgress, MadeFile, Model, ModelRequest, RequestFile, Segment, Usage } from '@/lib/ai';
import type { Heard } from '../../../support/wire/wire-http';

/** Jobs looked at as fast as a test may. */
export const PACE: JobPace = { firstMs: 5, growth: 1.5, maxMs: 20, maxPauseMs: 50, totalMs: 20_000 };

export const TEXT: ModelRequest = {
  kind: 'text',
  instructions: 'Answer briefly.',
  prompt: 'Say something.',
  maxOutputTokens: 200,
  temperature: 0.5,
  demo: { task: 'write', text: 'Say something.', options: {} },
};
export const IMAGE: ModelRequest = {
  kind: 'image',
  prompt: 'A red fox',
  style: 'ink',
  width: 1024,
  height: 768,
  seed: 7,
};
export const SPEECH = {
  kind: 'speech',
  text: 'Good morning.',
  voice: 'af_heart',
  format: 'mp3',
  speed: 1.1,
} satisfies ModelRequest;

/** A stored file of these bytes. */
export function fileOf(hex: string, mediaType: string, fileName = 'file'): RequestFile {
  const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
  return { mediaType, fileName, bytes: bytes.byteLength, load: () => Promise.resolve(bytes) };
}

export const SOUND = {
  kind: 'transcription',
  audio: fileOf('52494646', 'audio/wav', 'note.wav'),
  language: 'en',
} satisfies ModelRequest;
/** What every server hears in it, with its times. */
export const SEGMENTS: readonly Segment[] = [
  { text: 'The quick', start: 0, end: 0.8 },
  { text: 'brown fox.', start: 0.8, end: 1.5 },
];
/** The same recording as another type. */
export const soundAs = (mediaType: string): ModelRequest => ({ ...SOUND, audio: { ...SOUND.audio, mediaType } });
export const FILM: ModelRequest = {
  kind: 'video',
  prompt: 'A red fox runs',
  width: 1280,
  height: 720,
  seconds: 5,
  seed: 7,
};

export interface Told {
  text: string;
  files: MadeFile[];
  segments: readonly Segment[];
  progress: JobProgress[];
  answered: boolean;
  usage?: Usage;
  failure?: Failure;
}

/** Calls an adapter once, as the chain does, and tells how it went. */
export async function tell(
  adapter: Adapter,
  model: Model,
  request: ModelRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<Told> {
  const told: Told = { text: '', files: [], segments: [], progress: [], answered: false };
  try {
    await adapter.prepare?.(request);
    told.usage = await adapter.call({
      model,
      request,
      signal,
      onAnswered: () => void (told.answered = true),
      onText: (delta) => void (told.text += delta),
      onFile: (file) => void told.files.push(file),
      onSegments: (segments) => void (told.segments = segments),
      onProgress: (progress) => void told.progress.push(progress),
    });
  } catch (error) {
    const { outcome, httpStatus, retryAfterMs } = classify(error, { answered: told.answered });
    told.failure = {
      outcome,
      ...(httpStatus === undefined ? {} : { httpStatus }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
  return told;
}

export function modelIn(models: readonly Model[], id: string): Model {
  const model = models.find((one) => one.id === id);
  if (!model) throw new Error(`no model ${id}`);
  return model;
}

/** What of a request is the provider's protocol: not the words a client adds of itself. */
function protocolOf({ method, path, headers, body, raw }: Heard) {
  const plain = { method, path: path.replaceAll(/\b(job|req)-\d+/g, '$1-N') };
  const type = headers['content-type']?.split(';')[0] ?? '';
  if (raw.byteLength === 0) return plain;
  return { ...plain, type, ...(body === undefined ? { bytes: raw.toString('hex') } : { body }) };
}

/** What a server has heard since it was last asked, but for questions to the hub, whose answers clients keep. */
export function since(server: { heard: Heard[] }) {
  return server.heard
    .splice(0)
    .filter(({ path }) => !path.startsWith('/api/models/'))
    .map(protocolOf);
}

/** The kinds of a value's members, without the values. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value))
    return [...new Map(value.map(shapeOf).map((shape) => [JSON.stringify(shape), shape])).values()];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}
