import { faultIn, type Fields } from './fields';
import { readForm, type Form, type FormFile } from './form';
import { openAiModeration } from './moderation-wire';
import { EDIT, ENDINGS, GENERATION, SPEECH, TRANSCRIPTION, TYPES } from './openai-media-fields';
import { picture } from './picture';
import { MP3, OGG, PASSAGES, PNG, WAV, WORDS } from './samples';
import { quietMp3, tone } from './sound';
import type { Reply } from './wire-http';

/** Files that play and show, or beginnings that only tell what they are. */
export type MediaFiles = 'real' | 'beginnings';

export interface MediaRules {
  files: MediaFiles;
  /** Refuses what the reference does not know, and what single models do not do. */
  isStrict: boolean;
  /** Base64 of the picture to send, where it is to be another one. */
  picture?: string;
}

export interface MediaRefusal {
  status: number;
  code?: string;
  param?: string;
}

const REAL_SECONDS = 1.5;

function speech(reply: Reply, { files }: MediaRules): undefined {
  const { response_format: format = 'mp3' } = reply.heard.body as { response_format?: string };
  const isReal = files === 'real';
  const wave = isReal ? tone(REAL_SECONDS) : WAV;
  const mp3 = isReal ? quietMp3(REAL_SECONDS) : MP3;
  reply.bytes(TYPES[format] ?? '', { wav: wave, opus: OGG }[format] ?? mp3);
}

function transcript(reply: Reply, form: Form, { isStrict }: MediaRules): MediaRefusal | undefined {
  const { model, file, response_format: format = 'json' } = form;
  const name = typeof file === 'object' && !Array.isArray(file) ? file.name : '';
  if (!ENDINGS.has(name.split('.').at(-1) ?? '')) return { status: 400, param: 'file' };
  const text = ` ${WORDS.join('')}`;
  const seconds = { type: 'duration', seconds: 9 };
  if (format === 'verbose_json') {
    if (isStrict && model !== 'whisper-1') return { status: 400, code: 'unsupported_value', param: 'response_format' };
    const segments = PASSAGES.map((one, id) => ({
      ...{ id, seek: 0, ...one, tokens: [50_364], temperature: 0 },
      ...{ avg_logprob: -0.2, compression_ratio: 0.9, no_speech_prob: 0.01 },
    }));
    reply.json(200, { task: 'transcribe', language: 'english', duration: 1.5, text, segments, usage: seconds });
    return undefined;
  }
  const tokens = { input_tokens: 83, output_tokens: 5, total_tokens: 88 };
  const details = { input_token_details: { text_tokens: 0, audio_tokens: 83 } };
  const usage = model === 'gpt-transcribe' ? seconds : { type: 'tokens', ...tokens, ...details };
  reply.json(200, { text, usage });
  return undefined;
}

const TAKEN = new Set(['image/png', 'image/jpeg', 'image/webp']);

function images(reply: Reply, asked: Record<string, unknown>, rules: MediaRules): MediaRefusal | undefined {
  const source = asked.image as FormFile | undefined;
  if (source && !TAKEN.has(source.type)) return { status: 400, code: 'unsupported_file_mimetype', param: 'image' };
  const count = Number(asked.n ?? 1);
  const size = typeof asked.size === 'string' && asked.size !== 'auto' ? asked.size : '1024x1024';
  const [width = 1_024, height = 1_024] = size.split('x').map(Number);
  const data = Array.from({ length: count }, (_, index) => ({
    b64_json: rules.picture ?? (rules.files === 'real' ? picture(width, height, index) : PNG).toString('base64'),
  }));
  const details = { text_tokens: 10, image_tokens: source ? 190 : 0 };
  const input = details.text_tokens + details.image_tokens;
  const usage = { input_tokens: input, output_tokens: 100 * count, total_tokens: input + 100 * count };
  reply.json(200, {
    ...{ created: 1_790_000_000, data, output_format: 'png', quality: asked.quality ?? 'low' },
    ...{ size, usage: { ...usage, input_tokens_details: details } },
  });
  return undefined;
}

const WAYS: Record<string, { fields: Fields; isForm?: true }> = {
  '/audio/speech': { fields: SPEECH },
  '/audio/transcriptions': { fields: TRANSCRIPTION, isForm: true },
  '/images/generations': { fields: GENERATION },
  '/images/edits': { fields: EDIT, isForm: true },
};

/** The last two parts of a path, as OpenAI's media interfaces are told apart. */
export const mediaWay = (path: string) => /\/(audio|images)\/[a-z]+$|\/moderations$/.exec(path)?.[0];

/** Answers what OpenAI's interfaces for pictures, sound and moderation are asked, or says how to refuse it. */
export async function answerOpenAiMedia(reply: Reply, rules: MediaRules): Promise<MediaRefusal | undefined> {
  const path = mediaWay(reply.heard.path) ?? '';
  if (path === '/moderations') {
    const param = openAiModeration(reply);
    return param === undefined ? undefined : { status: 400, param };
  }
  const way = WAYS[path];
  if (reply.heard.method !== 'POST' || !way) return { status: 404 };
  const asked = way.isForm ? await readForm(reply.heard) : reply.heard.body;
  if (!asked) return { status: 400 };
  const fault = rules.isStrict ? faultIn(asked, way.fields) : undefined;
  if (fault) {
    const isKnown = fault in way.fields.required || fault in way.fields.optional;
    const code = fault === 'model' ? 'model_not_found' : isKnown ? 'invalid_value' : 'unknown_parameter';
    return { status: fault === 'model' ? 404 : 400, code, param: fault };
  }
  if (path === '/audio/speech') return speech(reply, rules);
  if (path === '/audio/transcriptions') return transcript(reply, asked as Form, rules);
  return images(reply, asked as Record<string, unknown>, rules);
}
