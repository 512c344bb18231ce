import { setTimeout as sleep } from 'node:timers/promises';
import { faultIn, type Fields } from './fields';
import { readForm } from './form';
import { createMistralBatchWire } from './mistral-batch-wire';
import { CHAT, MODELS, SPEECH, TRANSCRIPTION } from './mistral-fields';
import { mistralModeration } from './moderation-wire';
import type { BatchWire } from './openai-batch-wire';
import { MP3, PASSAGES, WAV, WORDS } from './samples';
import { startWireHttp, type Reply, type WireHttp } from './wire-http';

export const MISTRAL_KEY = 'mistral-test';

/** What the server does with one request that could be answered. */
export type MistralStep =
  /** `parts`: content as a list of typed parts, thinking first. */
  | { do: 'ok'; finish?: string; parts?: boolean }
  | { do: 'refuse'; status: number; type?: string; code?: string; retryAfter?: string; detail?: unknown }
  /** So many words, then the connection is gone. */
  | { do: 'cut'; after: number }
  /** 200 with this, whatever was asked for. */
  | { do: 'answer'; type: string; body: string }
  /** Never answers. */
  | { do: 'stall' };

export interface MistralServer extends Omit<WireHttp, 'url'> {
  /** With `/v1`. */
  url: string;
  script(...steps: MistralStep[]): void;
  batches: BatchWire;
}

function refuse(reply: Reply, step: Omit<Extract<MistralStep, { do: 'refuse' }>, 'do'>): void {
  const { status, type = 'invalid_request_error', code = null, retryAfter, detail } = step;
  const error = { object: 'error', message: 'scripted', type, param: null, code, raw_status_code: status };
  reply.json(status, detail === undefined ? error : { detail }, retryAfter ? { 'retry-after': retryAfter } : {});
}

/** The failure of a member, as Mistral's validation tells it. */
function invalid(reply: Reply, body: unknown, fault: string, fields: Fields): void {
  const input = (body as Record<string, unknown> | null)?.[fault];
  const isKnown = fault in fields.required || fault in fields.optional;
  const type = isKnown ? (input === undefined ? 'missing' : 'value_error') : 'extra_forbidden';
  refuse(reply, { status: 422, detail: [{ type, loc: ['body', fault], msg: 'scripted', input: input ?? null }] });
}

const HEAD = { id: 'cmpl-e5cc70bb28c444948073e77776eb30ef', created: 1_790_000_000 };
const USAGE = { prompt_tokens: 14, completion_tokens: WORDS.length, total_tokens: 14 + WORDS.length };

async function chat(reply: Reply, step: MistralStep): Promise<void> {
  const { model, stream } = reply.heard.body as { model: string; stream?: boolean };
  const { finish = 'stop', parts = false } = step.do === 'ok' ? step : {};
  const thought = { type: 'thinking', thinking: [{ type: 'text', text: 'They want a fox.' }], closed: true };
  const said = (word: string) => (parts ? [{ type: 'text', text: word }] : word);
  if (!stream) {
    const content = parts ? [thought, ...WORDS.map((word) => ({ type: 'text', text: word }))] : WORDS.join('');
    const message = { role: 'assistant', tool_calls: null, content };
    const choices = [{ index: 0, finish_reason: finish, message }];
    return reply.json(200, { ...HEAD, object: 'chat.completion', model, choices, usage: USAGE });
  }
  const write = reply.events();
  const chunk = (delta: object, end: string | null = null) =>
    write({
      ...HEAD,
      object: 'chat.completion.chunk',
      model,
      choices: [{ index: 0, delta, finish_reason: end }],
      // The last chunk alone, and unasked.
      ...(end === null ? {} : { usage: USAGE }),
    });
  chunk({ role: 'assistant', content: '' });
  if (parts) chunk({ content: [thought] });
  for (const word of WORDS.slice(0, step.do === 'cut' ? step.after : WORDS.length)) chunk({ content: said(word) });
  if (step.do === 'cut') {
    await sleep(20);
    return void reply.response.destroy();
  }
  chunk({ content: '' }, finish);
  write('data: [DONE]\n\n');
  reply.response.end();
}

function speech(reply: Reply): void {
  const {
    response_format: format,
    voice_id: voice,
    ref_audio: reference,
  } = reply.heard.body as Record<string, unknown>;
  if (voice === undefined && reference === undefined) return refuse(reply, { status: 400 });
  reply.json(200, { audio_data: (format === 'wav' ? WAV : MP3).toString('base64') });
}

function transcript(reply: Reply, form: Record<string, unknown>): void {
  const usage = { ...USAGE, prompt_audio_seconds: 9 };
  const { model, language = null, timestamp_granularities: times } = form;
  const segments = times === undefined ? [] : PASSAGES.map((one) => ({ type: 'transcription_segment', ...one }));
  reply.json(200, { model, text: ` ${WORDS.join('')}`, language, segments, usage });
}

/** Mistral as its OpenAPI description has it: paths, key, members of each request, answers, both shapes of failure. */
export async function startMistralServer(): Promise<MistralServer> {
  const queue: MistralStep[] = [];
  const batches = createMistralBatchWire();
  const wire = await startWireHttp(async (reply) => {
    const { method, path, headers } = reply.heard;
    if (headers.authorization !== `Bearer ${MISTRAL_KEY}`)
      return refuse(reply, { status: 401, detail: 'Unauthorized' });
    const ways: Record<string, { fields: Fields; models: readonly unknown[]; go: typeof chat }> = {
      '/v1/chat/completions': { fields: CHAT, models: MODELS.chat, go: chat },
      '/v1/audio/speech': { fields: SPEECH, models: MODELS.speech, go: async () => speech(reply) },
      '/v1/audio/transcriptions': {
        fields: TRANSCRIPTION,
        models: MODELS.transcription,
        go: async () => transcript(reply, asked ?? {}),
      },
    };
    const isOther = path === '/v1/moderations' || batches.knows(reply);
    if (isOther) {
      const step = queue.shift() ?? { do: 'ok' };
      if (step.do === 'stall') return;
      if (step.do === 'refuse') return refuse(reply, step);
      if (step.do === 'answer') return reply.bytes(step.type, Buffer.from(step.body));
      if (path !== '/v1/moderations') return void (await batches.answer(reply));
      const wrong = mistralModeration(reply);
      return wrong
        ? refuse(reply, { status: 422, detail: [{ type: 'value_error', loc: ['body', wrong] }] })
        : undefined;
    }
    const way = method === 'POST' ? ways[path] : undefined;
    if (!way) return refuse(reply, { status: 404, detail: 'Not Found' });
    const asked =
      way.fields === TRANSCRIPTION ? await readForm(reply.heard) : (reply.heard.body as { model?: unknown });
    const fault = faultIn(asked, way.fields);
    if (fault) return invalid(reply, asked, fault, way.fields);
    if (!way.models.includes(asked?.model)) return refuse(reply, { status: 400, type: 'invalid_model', code: '1500' });
    const step = queue.shift() ?? { do: 'ok' };
    if (step.do === 'refuse') return refuse(reply, step);
    if (step.do === 'stall') return;
    if (step.do === 'answer') return reply.bytes(step.type, Buffer.from(step.body));
    return way.go(reply, step);
  });
  return { ...wire, url: `${wire.url}/v1`, script: (...steps) => void queue.push(...steps), batches };
}
