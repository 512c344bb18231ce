import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOpenAiBatchWire, type BatchWire } from './wire/openai-batch-wire';
import { Answer, perform, sendStatus } from './wire/openai-chat-answers';
import { answerOpenAiMedia, mediaWay, type MediaFiles } from './wire/openai-media-wire';
import type { WireRequest, WireStep } from './wire/openai-wire-step';
import { heardFrom, replyTo, type Reply } from './wire/wire-http';

export { WIRE_TEXT } from './wire/openai-chat-answers';
export type { WireRequest, WireStep } from './wire/openai-wire-step';

export interface WireServer {
  /** With `/v1`, as a base URL wants it. */
  url: string;
  port: number;
  requests: WireRequest[];
  /** Queues steps, one per request; when the queue is empty the default answers. */
  script(...steps: WireStep[]): void;
  /** Forgets what is left of the script. */
  unscript(): void;
  /** Files and batches; steps apply to their requests only where they fail. */
  batches: BatchWire;
  /** Replaces the default step. */
  setDefault(step: WireStep): void;
  /** Resolves when a request matches, now or later. */
  waitFor(test: (request: WireRequest) => boolean, timeoutMs?: number): Promise<WireRequest>;
  close(): Promise<void>;
}

export interface WireServerOptions {
  port?: number;
  defaultStep?: WireStep;
  /** Keeps no record of requests: for load tests. */
  forget?: boolean;
  /** The step by the model that is asked for, before queue and default. */
  stepOf?: (model: string) => WireStep | undefined;
  /** Pictures and sound that show and play; else as small as they can be. */
  files?: MediaFiles;
  /** Speaks TLS with this certificate. */
  tls?: { key: string; cert: string };
}

/**
 * Starts a local server that speaks OpenAI's chat completions (streamed and whole), pictures, sound, moderation,
 * batches and model list. It takes what it is sent: the strict one stands in `wire/openai-media-wire-server`.
 */
export async function startOpenAiWireServer(options: WireServerOptions = {}): Promise<WireServer> {
  const queue: WireStep[] = [];
  const batches = createOpenAiBatchWire();
  const requests: WireRequest[] = [];
  const waiters = new Set<() => void>();
  let defaultStep = options.defaultStep;
  let serial = 0;
  const wake = () => waiters.forEach((look) => look());

  /** What is no chat: failures as a step says, else a good answer. */
  const performOther = async (answer: Answer, reply: Reply, step: WireStep): Promise<void> => {
    if (step.do !== 'ok' && step.do !== 'image')
      return perform(answer, step.do === 'empty' ? { do: 'wrong-type' } : step);
    const waitMs = step.do === 'ok' ? step.firstDelayMs : step.delayMs;
    if (waitMs) await sleep(waitMs);
    if (!mediaWay(reply.heard.path)) return void (await batches.answer(reply));
    const picture = step.do === 'image' ? step.b64 : undefined;
    const media = {
      files: options.files ?? 'beginnings',
      isStrict: false,
      ...(picture === undefined ? {} : { picture }),
    };
    const refusal = await answerOpenAiMedia(reply, media);
    if (refusal) sendStatus(answer, { do: 'status', ...refusal });
  };

  const listener: RequestListener = (request, response) => {
    void (async () => {
      const path = request.url ?? '/';
      const { method = 'GET', headers } = request;
      const record: WireRequest = {
        method,
        path,
        headers,
        body: {},
        aborted: false,
        sent: 0,
        lastTokenAt: undefined,
        finished: false,
      };
      response.on('close', () => {
        record.aborted = !response.writableFinished;
        record.finished = response.writableFinished;
        record.endedAt = Date.now();
        wake();
      });
      const heard = await heardFrom(request);
      record.body = (heard.body ?? {}) as Record<string, unknown>;
      serial += 1;
      if (!options.forget) requests.push(record);
      wake();
      const answer = new Answer(response, record, serial);
      if (path.endsWith('/models'))
        return answer.json(200, { object: 'list', data: [{ id: 'wire-model', object: 'model' }] });
      const isChat = path.endsWith('/chat/completions');
      const reply = isChat ? undefined : replyTo(heard, response);
      const isKnown = reply === undefined || mediaWay(path) !== undefined || batches.knows(reply);
      if (!isKnown) return sendStatus(answer, { do: 'status', status: 404 });
      const step = options.stepOf?.(String(record.body.model)) ?? queue.shift() ?? defaultStep ?? { do: 'ok' };
      await (reply ? performOther(answer, reply, step) : perform(answer, step));
    })().catch(() => response.destroy());
  };
  const server: Server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/v1`,
    port,
    requests,
    script: (...steps) => void queue.push(...steps),
    unscript: () => void queue.splice(0),
    batches,
    setDefault: (step) => void (defaultStep = step),
    waitFor: (test, timeoutMs = 20_000) =>
      new Promise((resolve, reject) => {
        const stop = () => (clearTimeout(timer), waiters.delete(look));
        const look = () => {
          const found = requests.find(test);
          if (!found) return;
          stop();
          resolve(found);
        };
        const timer = setTimeout(() => (stop(), reject(new Error('no such request came'))), timeoutMs);
        waiters.add(look);
        look();
      }),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
