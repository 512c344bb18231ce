import { flag, listOf, number, oneOf, shaped, text, whole, within, type Check, type Fields } from './fields';

const any: Check = () => true;

/** `ChatRequest` of OpenRouter's OpenAPI description (August 2026). */
export const CHAT: Fields = {
  required: {
    model: text,
    messages: listOf(
      shaped({
        required: { role: oneOf('system', 'user', 'assistant', 'tool', 'developer'), content: any },
        optional: { name: text },
      }),
    ),
  },
  optional: {
    frequency_penalty: within(-2, 2),
    logit_bias: any,
    logprobs: flag,
    max_completion_tokens: whole,
    max_tokens: whole,
    metadata: any,
    min_p: number,
    modalities: listOf(oneOf('text', 'image', 'audio')),
    models: listOf(text),
    parallel_tool_calls: flag,
    plugins: any,
    presence_penalty: within(-2, 2),
    provider: any,
    reasoning: any,
    reasoning_effort: oneOf('max', 'xhigh', 'high', 'medium', 'low', 'minimal', 'none'),
    repetition_penalty: number,
    response_format: any,
    seed: whole,
    session_id: text,
    stop: any,
    stream: flag,
    stream_options: shaped({ required: {}, optional: { include_usage: flag } }),
    temperature: within(0, 2),
    tool_choice: any,
    tools: any,
    top_k: whole,
    top_logprobs: whole,
    top_p: within(0, 1),
    user: text,
  },
};

/** `ImageGenerationRequest`. */
export const IMAGES: Fields = {
  required: { model: text, prompt: text },
  optional: {
    aspect_ratio: oneOf(
      '1:1',
      '1:2',
      '2:1',
      '2:3',
      '3:2',
      '3:4',
      '4:3',
      '4:5',
      '5:4',
      '9:16',
      '16:9',
      '9:21',
      '21:9',
      'auto',
    ),
    background: oneOf('auto', 'transparent', 'opaque'),
    input_references: listOf(
      shaped({
        required: { type: oneOf('image_url'), image_url: shaped({ required: { url: text }, optional: {} }) },
        optional: {},
      }),
    ),
    n: within(1, 10),
    output_compression: within(0, 100),
    output_format: oneOf('png', 'jpeg', 'webp', 'svg'),
    provider: any,
    quality: oneOf('auto', 'low', 'medium', 'high'),
    resolution: oneOf('512', '1K', '2K', '4K'),
    seed: whole,
    size: text,
    stream: flag,
  },
};

/** `VideoGenerationRequest`. */
export const VIDEOS: Fields = {
  required: { model: text, prompt: text },
  optional: {
    aspect_ratio: oneOf('16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '21:9', '9:21'),
    callback_url: text,
    duration: (value) => whole(value) && Number(value) >= 1,
    frame_images: any,
    generate_audio: flag,
    input_references: any,
    provider: any,
    resolution: oneOf('480p', '720p', '768p', '1080p', '1K', '2K', '4K'),
    seed: whole,
    size: (value) => typeof value === 'string' && /^\d+x\d+$/.test(value),
  },
};

/** `SpeechRequest`. */
export const SPEECH: Fields = {
  required: { model: text, input: text },
  optional: { input_references: any, provider: any, response_format: oneOf('mp3', 'pcm'), speed: number, voice: text },
};

/** `STTRequest`. */
export const TRANSCRIPTION: Fields = {
  required: {
    model: text,
    input_audio: shaped({
      required: {
        // Bare base64, no data URI.
        data: (value) => typeof value === 'string' && /^[\w+/]+=*$/.test(value),
        format: oneOf('wav', 'mp3', 'flac', 'm4a', 'ogg', 'webm', 'aac'),
      },
      optional: {},
    }),
  },
  optional: {
    language: (value) => typeof value === 'string' && /^[a-z]{2}$/.test(value),
    provider: any,
    response_format: oneOf('json', 'verbose_json'),
    temperature: within(0, 1),
    timestamp_granularities: listOf(oneOf('segment', 'word')),
  },
};

/** Models without a voice of their own choosing, and the voices they know. */
export const VOICES: Record<string, Check> = {
  'hexgrad/kokoro-82m': (value) => typeof value === 'string' && /^[abefhijpz][fm]_[a-z]+$/.test(value),
};

/** What single models make, as `/videos/models` tells; anything else is a 400. */
export const VIDEO_MODELS: Record<string, Fields['optional']> = {
  'google/veo-3.1-lite': {
    duration: oneOf(4, 6, 8),
    aspect_ratio: oneOf('16:9', '9:16'),
    resolution: oneOf('720p', '1080p'),
  },
  'alibaba/wan-2.7': {
    duration: within(2, 15),
    aspect_ratio: oneOf('16:9', '9:16', '1:1', '4:3', '3:4'),
    resolution: oneOf('720p', '1080p'),
  },
};
