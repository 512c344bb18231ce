import { flag, listOf, oneOf, shaped, text, whole, within, type Check, type Fields } from './fields';

const any: Check = () => true;
const file: Check = (value) => typeof value === 'object' && value !== null && 'hex' in value && 'name' in value;
const natural: Check = (value) => whole(value) && (value as number) >= 0;

/** `ChatCompletionRequest` of Mistral's OpenAPI description (August 2026), which allows no further members. */
export const CHAT: Fields = {
  required: {
    model: text,
    messages: listOf(
      shaped({
        required: { role: oneOf('system', 'user', 'assistant', 'tool'), content: any },
        optional: { prefix: flag, name: text, tool_calls: any, tool_call_id: text },
      }),
    ),
  },
  optional: {
    frequency_penalty: within(-2, 2),
    guardrails: any,
    max_tokens: natural,
    metadata: any,
    n: natural,
    parallel_tool_calls: flag,
    prediction: any,
    presence_penalty: within(-2, 2),
    prompt_cache_key: text,
    prompt_mode: oneOf('reasoning', null),
    random_seed: natural,
    reasoning_effort: oneOf('high', 'none'),
    response_format: any,
    safe_prompt: flag,
    stop: any,
    stream: flag,
    temperature: within(0, 1.5),
    tool_choice: any,
    tools: any,
    top_p: within(0, 1),
  },
};

/** Preset voices are "en_paul_neutral" or "voice_478", saved ones have an id. */
const voice: Check = (value) =>
  typeof value === 'string' && /^([a-z]{2}_[a-z]+_[a-z]+|voice_\d+|[\da-f]{8}-[\da-f-]{27})$/.test(value);

/** `SpeechRequest`; what is not described there (by the description itself: anything) is refused here. */
export const SPEECH: Fields = {
  required: { input: text },
  optional: {
    metadata: any,
    model: text,
    ref_audio: text,
    response_format: oneOf('pcm', 'wav', 'mp3', 'flac', 'opus'),
    stream: flag,
    voice_id: voice,
  },
};

/** `AudioTranscriptionRequest`, whose members are texts, being of a form. */
export const TRANSCRIPTION: Fields = {
  required: { model: text, file },
  optional: {
    context_bias: any,
    diarize: oneOf('true', 'false'),
    language: (value) => typeof value === 'string' && /^\w{2}$/.test(value),
    stream: oneOf('false'),
    temperature: text,
    timestamp_granularities: oneOf('segment', 'word'),
  },
};

/** By what they do, as far as the tests ask for them. */
export const MODELS: Record<'chat' | 'speech' | 'transcription', readonly unknown[]> = {
  chat: ['mistral-medium-latest', 'mistral-small-latest'],
  speech: ['voxtral-mini-tts-3-0', 'voxtral-mini-tts-2603'],
  transcription: ['voxtral-mini-transcribe-3-0', 'voxtral-mini-latest'],
};
