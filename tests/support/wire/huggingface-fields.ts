import { flag, listOf, number, oneOf, shaped, text, whole, within, type Check, type Fields } from './fields';

const any: Check = () => true;

/** The router's chat completions, as "Chat Completion" in the documentation of Inference Providers lists them. */
export const CHAT: Fields = {
  required: {
    model: text,
    messages: listOf(
      shaped({ required: { role: oneOf('system', 'user', 'assistant'), content: any }, optional: { name: text } }),
    ),
  },
  optional: {
    frequency_penalty: within(-2, 2),
    logprobs: flag,
    max_tokens: whole,
    presence_penalty: within(-2, 2),
    reasoning_effort: text,
    response_format: any,
    seed: whole,
    stop: listOf(text),
    stream: flag,
    stream_options: shaped({ required: { include_usage: flag }, optional: {} }),
    temperature: within(0, 2),
    tool_choice: any,
    tool_prompt: text,
    tools: any,
    top_logprobs: within(0, 5),
    top_p: within(0, 1),
  },
};

/** "Text to Image" at hf-inference. */
export const IMAGE: Fields = {
  required: { inputs: text },
  optional: {
    parameters: shaped({
      required: {},
      optional: {
        guidance_scale: number,
        negative_prompt: text,
        num_inference_steps: whole,
        width: whole,
        height: whole,
        scheduler: text,
        seed: whole,
      },
    }),
  },
};

/** "Automatic Speech Recognition" at hf-inference, where the sound comes in JSON. */
export const TRANSCRIPTION: Fields = {
  required: { inputs: (value) => typeof value === 'string' && /^[\w+/]+=*$/.test(value) },
  optional: {
    parameters: shaped({ required: {}, optional: { return_timestamps: flag, generation_parameters: any } }),
  },
};

/** DeepInfra's speech interface, which is OpenAI's. */
export const SPEECH: Fields = {
  required: { model: oneOf('hexgrad/Kokoro-82M'), input: text },
  optional: {
    voice: text,
    response_format: oneOf('mp3', 'opus', 'flac', 'wav', 'pcm'),
    speed: within(0.25, 4),
    stream: flag,
  },
};

/** fal's queue: FLUX.1 dev and Wan 2.2 5B, by the members this product may send. */
export const QUEUE: Record<string, Fields> = {
  'fal-ai/flux/dev': {
    required: { prompt: text },
    optional: {
      image_size: shaped({ required: { width: whole, height: whole }, optional: {} }),
      num_inference_steps: whole,
      guidance_scale: number,
      num_images: within(1, 4),
      seed: whole,
    },
  },
  'fal-ai/flux-kontext/dev': {
    required: { prompt: text, image_url: (value) => typeof value === 'string' && value.startsWith('data:image/') },
    optional: {
      // Sent by the package to every model that takes pictures; those that know one alone pass it over.
      image_urls: listOf(text),
      num_inference_steps: whole,
      guidance_scale: number,
      num_images: within(1, 4),
      output_format: oneOf('jpeg', 'png'),
      resolution_mode: text,
      seed: whole,
    },
  },
  'fal-ai/wan/v2.2-5b/text-to-video': {
    required: { prompt: text },
    optional: {
      negative_prompt: text,
      num_frames: within(17, 161),
      frames_per_second: within(4, 60),
      aspect_ratio: oneOf('16:9', '9:16', '1:1'),
      resolution: oneOf('580p', '720p'),
      seed: whole,
      num_inference_steps: whole,
      guidance_scale: number,
    },
  },
};

/** What the hub answers for `inferenceProviderMapping`. */
export const MAPPINGS: Record<string, Record<string, { status: 'live'; providerId: string; task: string }>> = {
  'black-forest-labs/FLUX.1-dev': {
    'fal-ai': { status: 'live', providerId: 'fal-ai/flux/dev', task: 'text-to-image' },
  },
  'black-forest-labs/FLUX.1-Kontext-dev': {
    'fal-ai': { status: 'live', providerId: 'fal-ai/flux-kontext/dev', task: 'image-to-image' },
  },
  'Wan-AI/Wan2.2-TI2V-5B': {
    'fal-ai': { status: 'live', providerId: 'fal-ai/wan/v2.2-5b/text-to-video', task: 'text-to-video' },
  },
  'hexgrad/Kokoro-82M': { deepinfra: { status: 'live', providerId: 'hexgrad/Kokoro-82M', task: 'text-to-speech' } },
  'openai/whisper-large-v3': {
    'hf-inference': { status: 'live', providerId: 'openai/whisper-large-v3', task: 'automatic-speech-recognition' },
    deepinfra: { status: 'live', providerId: 'openai/whisper-large-v3', task: 'automatic-speech-recognition' },
  },
  'stabilityai/stable-diffusion-3-medium-diffusers': {
    'hf-inference': {
      status: 'live',
      providerId: 'stabilityai/stable-diffusion-3-medium-diffusers',
      task: 'text-to-image',
    },
  },
};

export const CHAT_MODELS = new Set([
  'Qwen/Qwen3-Next-80B-A3B-Instruct',
  'google/gemma-4-31B-it',
  'openai/gpt-oss-120b',
]);
export const CHAT_ROUTES = new Set(['fastest', 'cheapest', 'preferred', 'groq', 'together', 'novita', 'cerebras']);
