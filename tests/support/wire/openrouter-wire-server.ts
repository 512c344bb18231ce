import { setTimeout as sleep } from 'node:timers/promises';
import { faultIn } from './fields';
import { CHAT, IMAGES, SPEECH, TRANSCRIPTION, VIDEO_MODELS, VIDEOS, VOICES } from './openrouter-fields';
import { film } from './film';
import type { MediaFiles } from './openai-media-wire';
import { picture } from './picture';
import { MP3, MP4, PASSAGES, PCM, PNG, WORDS } from './samples';
import { quietMp3, tone } from './sound';
import { startWireHttp, type Reply, type WireHttp } from './wire-http';

export const OPENROUTER_KEY = 'sk-or-v1-test';

/** What the server does with one request that could be answered. */
export type OpenRouterStep =
  | { do: 'ok'; finish?: string; native?: string; delayMs?: number }
  /** An HTTP error before anything was written. */
  | { do: 'refuse'; status: number; metadata?: object; availability?: object; retryAfter?: string }
  /** Breaks off after so many words with an error in the stream. */
  | { do: 'break'; after: number; code: number; errorType: string }
  /** 200 and comments, but never a word. */
  | { do: 'comments' }
  | { do: 'image'; b64: string }
  /** Says that more will come than anybody wants, and begins. */
  | { do: 'flood' }
  /** 200 with this, whatever was asked for. */
  | { do: 'answer'; type: string; body: string }
  /** A film job: looks until it ends; faults answer looks with that status. */
  | { do: 'job'; looks?: number; ends?: string; faults?: number[]; film?: 'redirect' | 'empty' | 'page' };

type Job = Extract<OpenRouterStep, { do: 'job' }> & { looked: number; seconds: number };

export interface OpenRouterServer extends Omit<WireHttp, 'url'> {
  /** With `/api/v1`. */
  url: string;
  script(...steps: OpenRouterStep[]): void;
  /** Forgets what is left of the script. */
  unscript(): void;
}

function refuse(reply: Reply, step: Omit<Extract<OpenRouterStep, { do: 'refuse' }>, 'do'>, message = 'scripted'): void {
  const { status, metadata, availability, retryAfter } = step;
  const error = { code: status, message, ...(metadata ? { metadata } : {}), ...(availability ? { availability } : {}) };
  reply.json(status, { error, user_id: 'user_test' }, retryAfter ? { 'retry-after': retryAfter } : {});
}

const usageOf = (words: number) => ({
  prompt_tokens: 14,
  completion_tokens: words,
  total_tokens: 14 + words,
  cost: 0.0000215,
  is_byok: false,
  prompt_tokens_details: { cached_tokens: 0 },
  cost_details: { upstream_inference_cost: null },
  completion_tokens_details: { reasoning_tokens: 0 },
});

interface ChatBody {
  model: string;
  stream?: boolean;
}

async function chat(reply: Reply, step: OpenRouterStep): Promise<void> {
  const { model, stream } = reply.heard.body as ChatBody;
  const head = { id: 'gen-1', provider: 'Google', model, created: 1_780_000_000 };
  const { finish = 'stop', native = 'STOP', delayMs = 0 } = step.do === 'ok' ? step : {};
  if (!stream) {
    const message = { role: 'assistant', content: WORDS.join(''), refusal: null, reasoning: null };
    const choice = { index: 0, logprobs: null, finish_reason: finish, native_finish_reason: native, message };
    return reply.json(200, { ...head, object: 'chat.completion', choices: [choice], usage: usageOf(WORDS.length) });
  }
  const write = reply.events({ 'x-generation-id': head.id });
  const chunk = (
    content: string,
    end: object = { finish_reason: null, native_finish_reason: null },
    more: object = {},
  ) =>
    write({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: { role: 'assistant', content }, ...end, logprobs: null }],
      ...more,
    });
  write(': OPENROUTER PROCESSING\n\n');
  if (step.do === 'comments') return;
  for (const word of WORDS.slice(0, step.do === 'break' ? step.after : WORDS.length)) {
    if (delayMs > 0) await sleep(delayMs);
    write(': OPENROUTER PROCESSING\n\n');
    chunk(word);
  }
  if (step.do === 'break') {
    const error = { code: step.code, message: 'scripted', metadata: { error_type: step.errorType } };
    chunk('', { finish_reason: 'error', native_finish_reason: null }, { error });
  } else {
    chunk('', { finish_reason: finish, native_finish_reason: native });
    write({ ...head, object: 'chat.completion.chunk', choices: [], usage: usageOf(WORDS.length) });
    write('data: [DONE]\n\n');
  }
  reply.response.end();
}

function image(reply: Reply, step: OpenRouterStep, files: MediaFiles): void {
  if (step.do === 'flood') {
    reply.response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000_000_000 });
    return void reply.response.write('{');
  }
  const { n = 1 } = reply.heard.body as { n?: number };
  const made = files === 'real' ? picture(1_024, 768) : PNG;
  const b64 = step.do === 'image' ? step.b64 : made.toString('base64');
  const usage = { prompt_tokens: 0, completion_tokens: 4_175, total_tokens: 4_175, cost: 0.04 };
  reply.json(200, {
    created: 1_780_000_000,
    data: Array.from({ length: n }, () => ({ b64_json: b64, media_type: 'image/png' })),
    usage,
  });
}

function speech(reply: Reply, files: MediaFiles): void {
  const { model, voice, response_format: format } = reply.heard.body as Record<string, unknown> & { model: string };
  if (VOICES[model] && !VOICES[model](voice)) return refuse(reply, { status: 400 }, 'voice');
  const told = { 'x-generation-id': 'gen-1' };
  const isReal = files === 'real';
  if (format === 'mp3') return reply.bytes('audio/mpeg', isReal ? quietMp3(1.5) : MP3, told);
  // What stands behind the head of a WAV.
  reply.bytes('audio/pcm;rate=24000;channels=1', isReal ? tone(1.5).subarray(44) : PCM, told);
}

function transcript(reply: Reply): void {
  const usage = { seconds: 9.2, total_tokens: 113, input_tokens: 83, output_tokens: 30, cost: 0.000508 };
  const { response_format: format } = reply.heard.body as { response_format?: string };
  const segments = PASSAGES.map((one, id) => ({ id, ...one, tokens: [], temperature: 0 }));
  const more = format === 'verbose_json' ? { task: 'transcribe', language: 'english', duration: 9.2, segments } : {};
  reply.json(200, { text: ` ${WORDS.join('')}`, usage, ...more }, { 'x-generation-id': 'gen-1' });
}

/** The looks at one job, and its film. */
function look(reply: Reply, jobs: Map<string, Job>, base: string, files: MediaFiles): void {
  const [, id = '', content] = /^\/api\/v1\/videos\/([^/?]+)(\/content\?index=0)?$/.exec(reply.heard.path) ?? [];
  const job = jobs.get(id);
  if (!job) return refuse(reply, { status: 404 });
  const ended = job.looked > (job.looks ?? 1);
  if (content) {
    if (!ended) return refuse(reply, { status: 400 });
    if (job.film === 'redirect') {
      reply.response.writeHead(302, { location: '/store/film.mp4' });
      return void reply.response.end();
    }
    if (files === 'real' && !job.film) return reply.bytes('video/webm', film(job.seconds));
    const isPage = job.film === 'page';
    return reply.bytes(isPage ? 'text/html' : 'video/mp4', job.film === 'empty' ? Buffer.alloc(0) : MP4);
  }
  const fault = job.faults?.shift();
  if (fault) return refuse(reply, { status: fault });
  job.looked += 1;
  const polling = { id, generation_id: `gen-${id}`, polling_url: `${base}/videos/${id}` };
  const status = job.looked === 1 && (job.looks ?? 1) > 1 ? 'pending' : 'in_progress';
  if (job.looked <= (job.looks ?? 1)) return reply.json(200, { ...polling, status });
  if (job.ends) return reply.json(200, { ...polling, status: job.ends, error: 'scripted' });
  const done = { unsigned_urls: [`${base}/videos/${id}/content?index=0`], usage: { cost: 0.25, is_byok: false } };
  reply.json(200, { ...polling, status: 'completed', ...done });
}

/** OpenRouter as its reference describes it: paths, key, members of each request, answers and failures. */
export async function startOpenRouterServer(files: MediaFiles = 'beginnings'): Promise<OpenRouterServer> {
  const queue: OpenRouterStep[] = [];
  const jobs = new Map<string, Job>();
  const ways: Record<
    string,
    { fields: typeof CHAT; go: (reply: Reply, step: OpenRouterStep) => Promise<void> | void }
  > = {
    '/api/v1/chat/completions': { fields: CHAT, go: chat },
    '/api/v1/images': { fields: IMAGES, go: (reply, step) => image(reply, step, files) },
    '/api/v1/audio/speech': { fields: SPEECH, go: (reply) => speech(reply, files) },
    '/api/v1/audio/transcriptions': { fields: TRANSCRIPTION, go: transcript },
    '/api/v1/videos': {
      fields: VIDEOS,
      go: (reply, step) => {
        const body = reply.heard.body as Record<string, unknown>;
        const makes = Object.entries(VIDEO_MODELS[String(body.model)] ?? {});
        const unmade = makes.find(([name, check]) => body[name] !== undefined && !check(body[name]))?.[0];
        if (unmade) return refuse(reply, { status: 400 }, unmade);
        const id = `job-${jobs.size + 1}`;
        const job = { looked: 0, seconds: Number(body.duration ?? 4) };
        jobs.set(id, step.do === 'job' ? { ...step, ...job } : { do: 'job', ...job });
        reply.json(202, { id, polling_url: `${url}/videos/${id}`, status: 'pending' });
      },
    },
  };
  const wire = await startWireHttp(async (reply) => {
    const { method, path, headers, body } = reply.heard;
    if (path === '/store/film.mp4') {
      // A store refuses a signed address that comes with another key.
      return headers.authorization ? reply.json(400, {}) : reply.bytes('application/octet-stream', MP4);
    }
    if (headers.authorization !== `Bearer ${OPENROUTER_KEY}`) return refuse(reply, { status: 401 });
    if (method === 'GET') return look(reply, jobs, url, files);
    const way = ways[path];
    if (!way) return refuse(reply, { status: 404 });
    const fault = faultIn(body, way.fields);
    if (fault) return refuse(reply, { status: 400 }, fault);
    const step = queue.shift() ?? { do: 'ok' };
    if (step.do === 'refuse') return refuse(reply, step);
    if (step.do === 'answer') return reply.bytes(step.type, Buffer.from(step.body));
    return way.go(reply, step);
  });
  const url = `${wire.url}/api/v1`;
  const script = (...steps: OpenRouterStep[]) => void queue.push(...steps);
  return { ...wire, url, script, unscript: () => void queue.splice(0) };
}
