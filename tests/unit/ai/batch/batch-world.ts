import { createBatchDesk } from '@/lib/ai/batch/batch-desk';
import { createMistralBatches } from '@/lib/ai/batch/mistral-batch';
import { createOpenAiBatches } from '@/lib/ai/batch/openai-batch';
import { MISTRAL_MODELS } from '@/lib/ai/catalog/mistral';
import { OPENAI_MODELS } from '@/lib/ai/catalog/openai';
import type { BatchDesk, BatchResult, BatchTicket, Model, ModelRequest } from '@/lib/ai';
import { MISTRAL_KEY, startMistralServer } from '../../../support/wire/mistral-wire-server';
import type { BatchWire } from '../../../support/wire/openai-batch-wire';
import { OPENAI_KEY, startOpenAiMediaServer } from '../../../support/wire/openai-media-wire-server';
import type { WireHttp } from '../../../support/wire/wire-http';
import { modelIn } from '../adapters/adapter-world';

export const request = (prompt: string): ModelRequest => ({
  kind: 'text',
  instructions: 'Answer briefly.',
  prompt,
  maxOutputTokens: 200,
  temperature: 0.5,
  demo: { task: 'write', text: prompt, options: {} },
});

export interface BatchWorld {
  provider: string;
  model: Model;
  desk: BatchDesk;
  server: Pick<WireHttp, 'heard' | 'waitFor' | 'close'> & { url: string; batches: BatchWire };
  /** The next request is answered with this status, or never. */
  fail(step: { do: 'refuse'; status: number; retryAfter?: string } | { do: 'stall' }): void;
}

export async function openAiWorld(): Promise<BatchWorld> {
  const server = await startOpenAiMediaServer();
  const client = createOpenAiBatches({ apiKey: OPENAI_KEY, baseUrl: server.url });
  return {
    ...{ provider: 'openai', server, model: modelIn(OPENAI_MODELS, 'openai/gpt-5.4-mini') },
    desk: createBatchDesk(new Map([['openai', client]])),
    fail: (step) => server.script(step),
  };
}

export async function mistralWorld(): Promise<BatchWorld> {
  const server = await startMistralServer();
  const client = createMistralBatches({ apiKey: MISTRAL_KEY, baseUrl: server.url });
  return {
    ...{ provider: 'mistral', server, model: modelIn(MISTRAL_MODELS, 'mistral/mistral-small-latest') },
    desk: createBatchDesk(new Map([['mistral', client]])),
    fail: (step) => server.script(step),
  };
}

export const submit = (world: BatchWorld, ids: readonly string[], reference = 'batch-abc') =>
  world.desk.submit({
    model: world.model,
    reference,
    requests: ids.map((id) => ({ id, request: request(`Row ${id}`) })),
  });

export async function allOf({ desk }: BatchWorld, ticket: BatchTicket): Promise<BatchResult[]> {
  const results: BatchResult[] = [];
  for await (const result of desk.results(ticket)) results.push(result);
  return results;
}
