import { faultIn } from './fields';
import { readForm, type Form } from './form';
import { ENDINGS, SPEECH, TRANSCRIPTION, TYPES } from './openai-audio-fields';
import { MP3, OGG, WAV, WORDS } from './samples';
import { startWireHttp, type Reply, type WireHttp } from './wire-http';

export const OPENAI_KEY = 'sk-openai-test';

/** What the server does with one request that could be answered. */
export type OpenAiAudioStep =
  | { do: 'ok' }
  | { do: 'refuse'; status: number; code?: string; type?: string; retryAfter?: string }
  /** 200 with this, whatever was asked for. */
  | { do: 'answer'; type: string; body: string }
  /** Never answers. */
  | { do: 'stall' };

export interface OpenAiAudioServer extends Omit<WireHttp, 'url'> {
  /** With `/v1`. */
  url: string;
  script(...steps: OpenAiAudioStep[]): void;
}

interface Refusal {
  status: number;
  code?: string | undefined;
  type?: string | undefined;
  param?: string;
  retryAfter?: string | undefined;
}

function refuse(reply: Reply, { status, code, type = 'invalid_request_error', param, retryAfter }: Refusal): void {
  const error = { message: 'scripted', type, param: param ?? null, code: code ?? null };
  reply.json(status, { error }, retryAfter ? { 'retry-after': retryAfter } : {});
}

function speech(reply: Reply): void {
  const { response_format: format = 'mp3' } = reply.heard.body as { response_format?: string };
  const sound = { wav: WAV, opus: OGG }[format] ?? MP3;
  reply.bytes(TYPES[format] ?? '', sound);
}

function transcript(reply: Reply, { model, file }: Form): void {
  const name = typeof file === 'object' && !Array.isArray(file) ? file.name : '';
  if (!ENDINGS.has(name.split('.').at(-1) ?? '')) return refuse(reply, { status: 400, param: 'file' });
  const tokens = { input_tokens: 83, output_tokens: 5, total_tokens: 88 };
  const details = { input_token_details: { text_tokens: 0, audio_tokens: 83 } };
  const usage =
    model === 'gpt-transcribe' ? { type: 'duration', seconds: 9 } : { type: 'tokens', ...tokens, ...details };
  reply.json(200, { text: ` ${WORDS.join('')}`, usage });
}

/** OpenAI's two audio interfaces as its description has them: speech by JSON, transcription by a form. */
export async function startOpenAiAudioServer(): Promise<OpenAiAudioServer> {
  const queue: OpenAiAudioStep[] = [];
  const wire = await startWireHttp(async (reply) => {
    const { method, path, headers, body } = reply.heard;
    if (headers.authorization !== `Bearer ${OPENAI_KEY}`)
      return refuse(reply, { status: 401, code: 'invalid_api_key' });
    const isForm = path === '/v1/audio/transcriptions';
    if (method !== 'POST' || !(isForm || path === '/v1/audio/speech')) return refuse(reply, { status: 404 });
    const asked = isForm ? await readForm(reply.heard) : body;
    const fields = isForm ? TRANSCRIPTION : SPEECH;
    const fault = faultIn(asked, fields);
    if (fault) {
      const isKnown = fault in fields.required || fault in fields.optional;
      const code = fault === 'model' ? 'model_not_found' : isKnown ? 'invalid_value' : 'unknown_parameter';
      return refuse(reply, { status: fault === 'model' ? 404 : 400, code, param: fault });
    }
    const step = queue.shift() ?? { do: 'ok' };
    if (step.do === 'stall') return;
    if (step.do === 'refuse') return refuse(reply, step);
    if (step.do === 'answer') return reply.bytes(step.type, Buffer.from(step.body));
    return isForm ? transcript(reply, asked as Form) : speech(reply);
  });
  return { ...wire, url: `${wire.url}/v1`, script: (...steps) => void queue.push(...steps) };
}
