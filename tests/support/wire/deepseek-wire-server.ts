import { setTimeout as sleep } from 'node:timers/promises';
import { CHAT, MODELS } from './deepseek-fields';
import { faultIn } from './fields';
import { WORDS } from './samples';
import { startWireHttp, type Reply, type WireHttp } from './wire-http';

export const DEEPSEEK_KEY = 'sk-deepseek-test';

/** What the server does with one request that could be answered. */
export type DeepSeekStep =
  /** `waits`: so many comments before the first word, as while the provider is busy. */
  | { do: 'ok'; finish?: string; waits?: number }
  | { do: 'refuse'; status: number; type?: string; retryAfter?: string }
  /** Comments, and never a word. */
  | { do: 'busy' }
  /** Thinks until its limit is used up. */
  | { do: 'think' }
  /** So many words, then the connection is gone. */
  | { do: 'cut'; after: number };

export interface DeepSeekServer extends WireHttp {
  script(...steps: DeepSeekStep[]): void;
}

interface ChatBody {
  model: string;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  thinking?: { type: string };
}

const HEAD = { id: '88beaa90-17fd-45fc-939c-2ef75e2d913c', created: 1_793_084_842, system_fingerprint: 'fp_test' };
const THOUGHTS = ['They', ' want', ' a', ' fox'];

function usageOf(thoughts: number, words: number) {
  return {
    prompt_tokens: 14,
    completion_tokens: thoughts + words,
    total_tokens: 14 + thoughts + words,
    prompt_tokens_details: { cached_tokens: 0 },
    ...(thoughts > 0 ? { completion_tokens_details: { reasoning_tokens: thoughts } } : {}),
    prompt_cache_hit_tokens: 0,
    prompt_cache_miss_tokens: 14,
  };
}

function refuse(reply: Reply, status: number, type = 'invalid_request_error', retryAfter?: string): void {
  // The reference gives every failure this code; status and type tell them apart.
  const error = { message: 'scripted', type, param: null, code: 'invalid_request_error' };
  reply.json(status, { error }, retryAfter ? { 'retry-after': retryAfter } : {});
}

function whole(reply: Reply, { model }: ChatBody, thoughts: readonly string[], finish: string): void {
  const thinking = thoughts.length > 0 ? { reasoning_content: thoughts.join('') } : {};
  const message = { role: 'assistant', content: WORDS.join(''), ...thinking };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: finish }];
  const body = { ...HEAD, object: 'chat.completion', model, choices, usage: usageOf(thoughts.length, WORDS.length) };
  reply.response.writeHead(200, { 'content-type': 'application/json' });
  // Empty lines keep the connection of a caller alive who does not stream.
  reply.response.end(`\n\n${JSON.stringify(body)}`);
}

async function chat(reply: Reply, step: DeepSeekStep): Promise<void> {
  const body = reply.heard.body as ChatBody;
  const thoughts = body.thinking?.type === 'disabled' && step.do !== 'think' ? [] : THOUGHTS;
  const finish = step.do === 'ok' ? (step.finish ?? 'stop') : 'length';
  if (!body.stream) return whole(reply, body, thoughts, finish);
  const write = reply.events();
  const chunk = (delta: object, end: string | null = null, usage?: object) =>
    write({
      ...HEAD,
      object: 'chat.completion.chunk',
      model: body.model,
      choices: usage ? [] : [{ index: 0, delta, logprobs: null, finish_reason: end }],
      ...(body.stream_options?.include_usage ? { usage: usage ?? null } : {}),
    });
  for (let wait = 0; step.do === 'ok' && wait < (step.waits ?? 0); wait += 1) write(': keep-alive\n\n');
  if (step.do === 'busy') return void write(': keep-alive\n\n');
  chunk({ role: 'assistant', content: thoughts.length > 0 ? null : '' });
  for (const thought of thoughts) chunk({ content: null, reasoning_content: thought });
  const words = step.do === 'think' ? [] : WORDS.slice(0, step.do === 'cut' ? step.after : WORDS.length);
  for (const word of words) chunk({ content: word });
  if (step.do === 'cut') {
    await sleep(20);
    return void reply.response.destroy();
  }
  chunk({ content: '' }, finish);
  if (body.stream_options?.include_usage) chunk({}, null, usageOf(thoughts.length, words.length));
  write('data: [DONE]\n\n');
  reply.response.end();
}

/** DeepSeek as its reference describes it: paths, key, members of a request, comments, thinking, failures. */
export async function startDeepSeekServer(): Promise<DeepSeekServer> {
  const queue: DeepSeekStep[] = [];
  const wire = await startWireHttp((reply) => {
    const { method, path, headers, body } = reply.heard;
    if (headers.authorization !== `Bearer ${DEEPSEEK_KEY}`) return refuse(reply, 401, 'authentication_error');
    const at = `${method} ${path.replace(/^\/v1/, '')}`;
    if (at === 'GET /models') {
      const data = MODELS.map((id) => ({ id, object: 'model', owned_by: 'deepseek' }));
      return reply.json(200, { object: 'list', data });
    }
    if (at !== 'POST /chat/completions') return refuse(reply, 404);
    if (body === undefined) return refuse(reply, 400);
    if (faultIn(body, CHAT)) return refuse(reply, 422);
    if (!MODELS.includes((body as ChatBody).model)) return refuse(reply, 400);
    const step = queue.shift() ?? { do: 'ok' };
    if (step.do === 'refuse') return refuse(reply, step.status, step.type, step.retryAfter);
    return chat(reply, step);
  });
  return { ...wire, script: (...steps) => void queue.push(...steps) };
}
