import { createOpenAiBatchWire, type BatchWire } from './openai-batch-wire';
import { answerOpenAiMedia, mediaWay, type MediaFiles } from './openai-media-wire';
import { startWireHttp, type Reply, type WireHttp } from './wire-http';

export const OPENAI_KEY = 'sk-openai-test';

/** What the server does with one request that could be answered. */
export type OpenAiMediaStep =
  | { do: 'ok' }
  | { do: 'refuse'; status: number; code?: string; type?: string; retryAfter?: string }
  /** 200 with this, whatever was asked for. */
  | { do: 'answer'; type: string; body: string }
  /** Never answers. */
  | { do: 'stall' };

export interface OpenAiMediaServer extends Omit<WireHttp, 'url'> {
  /** With `/v1`. */
  url: string;
  script(...steps: OpenAiMediaStep[]): void;
  batches: BatchWire;
}

interface Refusal {
  status: number;
  code?: string | undefined;
  type?: string | undefined;
  param?: string | undefined;
  retryAfter?: string | undefined;
}

function refuse(reply: Reply, { status, code, type = 'invalid_request_error', param, retryAfter }: Refusal): void {
  const error = { message: 'scripted', type, param: param ?? null, code: code ?? null };
  reply.json(status, { error }, retryAfter ? { 'retry-after': retryAfter } : {});
}

/** OpenAI's interfaces for pictures, sound, moderation and batches as its description has them. */
export async function startOpenAiMediaServer(files: MediaFiles = 'beginnings'): Promise<OpenAiMediaServer> {
  const queue: OpenAiMediaStep[] = [];
  const batches = createOpenAiBatchWire();
  const wire = await startWireHttp(async (reply) => {
    const { path, headers } = reply.heard;
    if (headers.authorization !== `Bearer ${OPENAI_KEY}`)
      return refuse(reply, { status: 401, code: 'invalid_api_key' });
    const step = queue.shift() ?? { do: 'ok' };
    if (step.do === 'stall') return;
    if (step.do === 'refuse') return refuse(reply, step);
    if (step.do === 'answer') return reply.bytes(step.type, Buffer.from(step.body));
    if (!mediaWay(path)) return (await batches.answer(reply)) ? undefined : refuse(reply, { status: 404 });
    const refusal = await answerOpenAiMedia(reply, { files, isStrict: true });
    if (refusal) refuse(reply, refusal);
  });
  return { ...wire, url: `${wire.url}/v1`, script: (...steps) => void queue.push(...steps), batches };
}
