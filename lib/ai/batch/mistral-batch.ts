import { z } from 'zod';
import { mistralBody } from '../adapters/mistral';
import type { BatchState } from '../types';
import { requestLines, type BatchClient } from './batch-client';
import { createBatchHttp, type BatchAccess } from './batch-http';
import { readResults } from './read-results';

const ENDPOINT = '/v1/chat/completions';
const TIMEOUT_HOURS = 24;
const PAGE = 100;
const MAX_PAGES = 10;
const FOUND_WITHIN_MS = 3 * 24 * 3_600_000;

const job = z.object({
  id: z.string(),
  status: z.string(),
  output_file: z.string().nullish(),
  error_file: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  total_requests: z.number(),
  succeeded_requests: z.number(),
  failed_requests: z.number(),
});
const page = z.object({ data: z.array(job).default([]), total: z.number() });
const file = z.object({ id: z.string() });

/** What ran out of time has results, too: those that came before. */
const STATES: Readonly<Record<string, BatchState['state']>> = {
  SUCCESS: 'done',
  TIMEOUT_EXCEEDED: 'done',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

/** Mistral's batch jobs: as OpenAI's, but the model stands with the job and lines have bodies alone. Half the price. */
export function createMistralBatches(access: BatchAccess): BatchClient {
  const http = createBatchHttp(access);
  const at = (id: string) => `/batch/jobs/${encodeURIComponent(id)}`;
  const get = async (id: string, signal: AbortSignal) => job.parse(await http.json('GET', at(id), signal));
  return {
    priceShare: 0.5,
    async submit(order, signal) {
      const text = requestLines(order, (id, model, request) => {
        const { model: _named, ...body } = mistralBody(model, request);
        return { custom_id: id, body };
      });
      const { id } = file.parse(await http.upload(text, `${order.reference}.jsonl`, { purpose: 'batch' }, signal));
      const made = await http.json('POST', '/batch/jobs', signal, {
        ...{ input_files: [id], endpoint: ENDPOINT, model: order.model.name },
        ...{ metadata: { reference: order.reference }, timeout_hours: TIMEOUT_HOURS },
      });
      return job.parse(made).id;
    },
    async look(id, signal) {
      const found = await get(id, signal);
      const { succeeded_requests: done, failed_requests: failed, total_requests: total } = found;
      return { state: STATES[found.status] ?? 'running', done, failed, total };
    },
    async *results(id, signal) {
      const { output_file: output, error_file: errors } = await get(id, signal);
      yield* readResults(http, [output, errors], signal);
    },
    async cancel(id, signal) {
      await http.json('POST', `${at(id)}/cancel`, signal);
    },
    async find(reference, signal) {
      const since = encodeURIComponent(new Date(Date.now() - FOUND_WITHIN_MS).toISOString());
      for (let number = 0; number < MAX_PAGES; number += 1) {
        const query = `?created_after=${since}&order_by=-created&page=${number}&page_size=${PAGE}`;
        const { data } = page.parse(await http.json('GET', `/batch/jobs${query}`, signal));
        const found = data.find(({ metadata }) => metadata?.reference === reference);
        if (found) return found.id;
        if (data.length < PAGE) return null;
      }
      return null;
    },
  };
}
