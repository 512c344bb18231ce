import { setTimeout as sleep } from 'node:timers/promises';
import { faultIn } from './fields';
import { CHAT, CHAT_MODELS, CHAT_ROUTES, IMAGE, MAPPINGS, QUEUE, SPEECH, TRANSCRIPTION } from './huggingface-fields';
import { MP3, MP4, PASSAGES, PNG, WORDS } from './samples';
import { film } from './film';
import type { MediaFiles } from './openai-media-wire';
import { picture } from './picture';
import { startWireHttp, type Reply, type WireHttp } from './wire-http';

export const HUGGINGFACE_KEY = 'hf_test';
export const TRANSCRIPT = ' The quick brown fox.';

/** What the server does with one request that could be answered. */
export type HuggingFaceStep =
  | { do: 'ok' }
  /** An HTTP error; `body` as the place answers that is asked. */
  | { do: 'refuse'; status: number; body?: unknown; retryAfter?: string }
  /** Breaks the stream off after so many words with an error in it. */
  | { do: 'break'; after: number }
  /** 200 with something else than was asked for. */
  | { do: 'page' }
  | { do: 'empty' }
  | { do: 'answer'; body: unknown }
  /** A job of the queue: looks until it ends, and how its result is answered; it may take its time to be accepted. */
  | {
      do: 'job';
      looks?: number;
      faults?: number[];
      result?: { status: number; body: unknown };
      acceptMs?: number;
      /** How requests to drop it are answered before one is heard. */
      cancelFaults?: number[];
    };

type Job = Extract<HuggingFaceStep, { do: 'job' }> & { looked: number; model: string; count: number };

export interface HuggingFaceServer extends Omit<WireHttp, 'url'> {
  /** With `/v1`, as the base URL of the router. */
  url: string;
  origin: string;
  script(...steps: HuggingFaceStep[]): void;
}

const fault = (reply: Reply, status: number, error: unknown) => reply.json(status, { error });

function missingModel(reply: Reply, model: string): void {
  const message = `The requested model '${model}' is not supported by any provider you have enabled.`;
  fault(reply, 400, { message, type: 'invalid_request_error', param: 'model', code: 'model_not_supported' });
}

function chat(reply: Reply, step: HuggingFaceStep): void {
  const { model, stream } = reply.heard.body as { model: string; stream?: boolean };
  const [name = '', route] = model.split(':');
  if (!CHAT_MODELS.has(name) || (route !== undefined && !CHAT_ROUTES.has(route))) return missingModel(reply, model);
  const head = { id: 'chatcmpl-1', created: 1_780_000_000, model: name, system_fingerprint: 'fp_1' };
  const usage = { prompt_tokens: 14, completion_tokens: WORDS.length, total_tokens: 14 + WORDS.length };
  const served = { 'x-inference-provider': 'novita', 'x-inference-id': 'inf-1' };
  if (!stream) {
    const message = { role: 'assistant', content: WORDS.join('') };
    const choices = [{ index: 0, message, finish_reason: 'stop', logprobs: null }];
    return reply.json(200, { ...head, object: 'chat.completion', choices, usage }, served);
  }
  const write = reply.events(served);
  const chunk = (delta: object, finish: string | null = null) =>
    write({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
      usage: null,
    });
  for (const word of WORDS.slice(0, step.do === 'break' ? step.after : WORDS.length))
    chunk({ role: 'assistant', content: word });
  if (step.do === 'break') {
    write({ error: { message: 'scripted', type: 'server_error', code: null } });
  } else {
    chunk({ role: 'assistant', content: '' }, 'stop');
    write({ ...head, object: 'chat.completion.chunk', choices: [], usage });
    write('data: [DONE]\n\n');
  }
  reply.response.end();
}

/** hf-inference: JSON in for images, raw sound in for transcripts. */
function inference(reply: Reply, model: string, step: HuggingFaceStep): void {
  const { headers, body, raw } = reply.heard;
  const task = MAPPINGS[model]?.['hf-inference']?.task;
  if (!task) return fault(reply, 404, `Model ${model} does not exist`);
  if (task === 'text-to-image') {
    const wrong = faultIn(body, IMAGE);
    if (wrong) return fault(reply, 400, [`Error in \`${wrong}\``]);
    if (step.do === 'page') return reply.bytes('text/html', Buffer.from('<html></html>'));
    const serving = { 'x-compute-type': 'gpu', 'x-compute-time': '3.2' };
    return reply.bytes('image/png', step.do === 'empty' ? Buffer.alloc(0) : PNG, serving);
  }
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  const wrong = isJson ? faultIn(body, TRANSCRIPTION) : undefined;
  if (wrong) return fault(reply, 400, [`Error in \`${wrong}\``]);
  const isSound = isJson || (/^audio\//.test(headers['content-type'] ?? '') && raw.byteLength > 0);
  if (!isSound) return fault(reply, 400, ['Error in `inputs`: no sound']);
  if (step.do === 'answer') return reply.json(200, step.body);
  const { return_timestamps: times } =
    (body as { parameters?: { return_timestamps?: boolean } } | undefined)?.parameters ?? {};
  const chunks = PASSAGES.map(({ text, start, end }) => ({ text, timestamp: [start, end] }));
  reply.json(200, { text: step.do === 'empty' ? ' ' : TRANSCRIPT, ...(times ? { chunks } : {}) });
}

function deepInfra(reply: Reply, path: string, step: HuggingFaceStep): void {
  const { body, raw, headers } = reply.heard;
  if (path === '/deepinfra/v1/openai/audio/speech') {
    const wrong = faultIn(body, SPEECH);
    if (wrong) return reply.json(422, { detail: [{ loc: ['body', wrong], msg: 'scripted', type: 'value_error' }] });
    return reply.bytes('audio/mpeg', step.do === 'empty' ? Buffer.alloc(0) : MP3);
  }
  const form = raw.toString('latin1');
  const isForm = headers['content-type']?.startsWith('multipart/form-data') && form.includes('name="file"; filename=');
  if (!isForm || !form.includes('name="model"')) return reply.json(422, { detail: [{ type: 'missing' }] });
  const isVerbose = form.includes('verbose_json');
  reply.json(200, { text: TRANSCRIPT, language: 'en', duration: 1.5, segments: isVerbose ? PASSAGES : [] });
}

/** A request to drop a job: one that waits or runs may be dropped, one that has ended no more. */
function cancelJob(reply: Reply, job: Job | undefined): void {
  if (!job) return reply.json(404, { status: 'NOT_FOUND' });
  const wrong = job.cancelFaults?.shift();
  if (wrong) return reply.json(wrong, { detail: 'scripted' });
  if (job.looked > (job.looks ?? 1)) return reply.json(400, { status: 'ALREADY_COMPLETED' });
  reply.json(202, { status: 'CANCELLATION_REQUESTED' });
}

/** The queue of fal behind the router. */
async function queue(reply: Reply, model: string, jobs: Map<string, Job>, origin: string, next: () => HuggingFaceStep) {
  const { method, body } = reply.heard;
  const [, app = '', id = '', verb] = /^([^/]+\/[^/]+)\/requests\/([^/]+)(\/status|\/cancel)?$/.exec(model) ?? [];
  const job = jobs.get(id);
  if (method === 'PUT' && verb === '/cancel')
    return cancelJob(reply, job?.model.startsWith(`${app}/`) ? job : undefined);
  if (method === 'GET' && verb !== '/cancel' && job?.model.startsWith(`${app}/`)) {
    if (!verb) {
      if (job.result) return reply.json(job.result.status, job.result.body);
      const isFilm = job.model.includes('video');
      const file = {
        url: `${origin}/files/${isFilm ? 'film.mp4' : 'picture.png'}`,
        content_type: isFilm ? 'video/mp4' : 'image/png',
      };
      const images = Array.from({ length: job.count }, () => file);
      return reply.json(200, isFilm ? { video: file, seed: 1 } : { images, seed: 1, timings: {} });
    }
    const wrong = job.faults?.shift();
    if (wrong) return reply.json(wrong, { detail: 'scripted' });
    job.looked += 1;
    const done = job.looked > (job.looks ?? 1);
    const state = done ? 'COMPLETED' : job.looked === 1 && (job.looks ?? 1) > 1 ? 'IN_QUEUE' : 'IN_PROGRESS';
    return reply.json(done ? 200 : 202, { status: state, request_id: id });
  }
  const fields = QUEUE[model];
  if (method !== 'POST' || !fields) return fault(reply, 400, 'Model not supported by provider fal-ai');
  const step = next();
  if (step.do === 'refuse') return refuse(reply, step);
  const wrong = faultIn(body, fields);
  if (wrong) return reply.json(422, { detail: [{ loc: ['body', wrong], msg: 'scripted', type: 'value_error' }] });
  const request = `req-${jobs.size + 1}`;
  const { num_images: count = 1 } = body as { num_images?: number };
  jobs.set(request, { ...(step.do === 'job' ? step : { do: 'job' }), looked: 0, model, count });
  if (step.do === 'job' && step.acceptMs !== undefined) await sleep(step.acceptMs);
  const at = `https://queue.fal.run/${model.split('/').slice(0, 2).join('/')}/requests/${request}`;
  const urls = { response_url: at, status_url: `${at}/status`, cancel_url: `${at}/cancel` };
  reply.json(200, { status: 'IN_QUEUE', request_id: request, queue_position: 0, logs: null, metrics: {}, ...urls });
}

function refuse(reply: Reply, { status, body, retryAfter }: Extract<HuggingFaceStep, { do: 'refuse' }>): void {
  reply.json(status, body ?? { error: 'scripted' }, retryAfter ? { 'retry-after': retryAfter } : {});
}

/** The router of Hugging Face, the hub's model information, and the companies behind the router. */
export async function startHuggingFaceServer(files: MediaFiles = 'beginnings'): Promise<HuggingFaceServer> {
  const steps: HuggingFaceStep[] = [];
  const jobs = new Map<string, Job>();
  const next = () => steps.shift() ?? { do: 'ok' };
  const wire = await startWireHttp((reply) => {
    const { method, headers, body } = reply.heard;
    const { pathname: path, search } = new URL(reply.heard.path, 'http://local');
    if (path.startsWith('/files/')) {
      if (headers.authorization) return reply.json(400, {});
      const isReal = files === 'real';
      if (!path.endsWith('.mp4')) return reply.bytes('image/png', isReal ? picture(1_024, 768) : PNG);
      return isReal ? reply.bytes('video/webm', film(5)) : reply.bytes('video/mp4', MP4);
    }
    if (headers.authorization !== `Bearer ${HUGGINGFACE_KEY}`)
      return fault(reply, 401, 'Invalid credentials in Authorization header');
    if (path.startsWith('/api/models/')) {
      const id = path.slice('/api/models/'.length);
      const mapping = decodeURIComponent(search) === '?expand[]=inferenceProviderMapping' ? MAPPINGS[id] : undefined;
      return mapping
        ? reply.json(200, { _id: '1', id, inferenceProviderMapping: mapping })
        : fault(reply, 404, 'Repository not found');
    }
    if (path.startsWith('/fal-ai/') && search === '?_subdomain=queue')
      return queue(reply, path.slice('/fal-ai/'.length), jobs, wire.url, next);
    if (method !== 'POST') return fault(reply, 404, 'Not Found');
    const step = next();
    if (step.do === 'refuse') return refuse(reply, step);
    if (path === '/v1/chat/completions') {
      const wrong = faultIn(body, CHAT);
      return wrong ? fault(reply, 422, { message: wrong, type: 'invalid_request_error' }) : chat(reply, step);
    }
    if (path.startsWith('/hf-inference/models/'))
      return inference(reply, path.slice('/hf-inference/models/'.length), step);
    if (path.startsWith('/deepinfra/v1/openai/audio/')) return deepInfra(reply, path, step);
    fault(reply, 404, 'Not Found');
  });
  return { ...wire, origin: wire.url, url: `${wire.url}/v1`, script: (...more) => void steps.push(...more) };
}
