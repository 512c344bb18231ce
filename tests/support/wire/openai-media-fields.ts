import { oneOf, text, within, type Check, type Fields } from './fields';

const file: Check = (value) => typeof value === 'object' && value !== null && 'hex' in value && 'name' in value;
const language: Check = (value) => typeof value === 'string' && /^[a-z]{2}$/.test(value);
const atMost =
  (characters: number): Check =>
  (value) =>
    text(value) && (value as string).length <= characters;

/** `CreateSpeechRequest` of OpenAI's description. */
export const SPEECH: Fields = {
  required: {
    model: oneOf('gpt-4o-mini-tts', 'tts-1', 'tts-1-hd'),
    input: atMost(4_096),
    voice: oneOf(
      ...['alloy', 'ash', 'ballad', 'coral', 'echo', 'fable', 'onyx'],
      ...['nova', 'sage', 'shimmer', 'verse', 'marin', 'cedar'],
    ),
  },
  optional: {
    instructions: atMost(4_096),
    response_format: oneOf('mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'),
    speed: within(0.25, 4),
    stream_format: oneOf('sse', 'audio'),
  },
};

/** `CreateTranscriptionRequest`, whose members are texts, being of a form. */
export const TRANSCRIPTION: Fields = {
  required: { model: oneOf('gpt-4o-mini-transcribe', 'gpt-4o-transcribe', 'gpt-transcribe', 'whisper-1'), file },
  optional: {
    chunking_strategy: text,
    'include[]': text,
    'keywords[]': () => true,
    language,
    'languages[]': language,
    prompt: text,
    response_format: oneOf('json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json'),
    stream: oneOf('true', 'false'),
    temperature: text,
    'timestamp_granularities[]': oneOf('word', 'segment'),
  },
};

const number =
  (from: number, to: number): Check =>
  (value) =>
    value !== '' && Number.isInteger(Number(value)) && Number(value) >= from && Number(value) <= to;

/** What requests for pictures have in common; of a form all of them are texts. */
const PICTURES: Fields['optional'] = {
  background: oneOf('transparent', 'opaque', 'auto'),
  moderation: oneOf('low', 'auto'),
  n: number(1, 10),
  output_compression: number(0, 100),
  output_format: oneOf('png', 'jpeg', 'webp'),
  quality: oneOf('low', 'medium', 'high', 'auto'),
  safety_identifier: text,
  size: oneOf('1024x1024', '1536x1024', '1024x1536', 'auto'),
  user: text,
};
const imageModel = oneOf('gpt-image-2', 'gpt-image-1-mini');

/** `CreateImageRequest`, of the models that the tests ask for: they take no `response_format`. */
export const GENERATION: Fields = { required: { model: imageModel, prompt: atMost(32_000) }, optional: PICTURES };

/** `CreateImageEditRequest`; the older model alone is told how true to stay. */
export const EDIT: Fields = {
  required: { model: imageModel, prompt: atMost(32_000), image: file },
  optional: { ...PICTURES, mask: file },
};

/** What the service reads, by the end of a file's name. */
export const ENDINGS = new Set(['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'ogg', 'wav', 'webm']);

/** What is sent back for each format. */
export const TYPES: Record<string, string> = {
  mp3: 'audio/mpeg',
  opus: 'audio/opus',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};
