import { z } from 'zod';
import { OPENAI_DIALECT } from '../adapters/openai';
import type { BatchState } from '../types';
import { wholeChatBody } from '../wire/chat-completions';
import { requestLines, type BatchClient } from './batch-client';
import { createBatchHttp, type BatchAccess } from './batch-http';
import { readResults } from './read-results';

const ENDPOINT = '/v1/chat/completions';
/** What people have written stays at the provider's no longer than anybody may come back for it. */
const KEPT_SECONDS = 7 * 24 * 3_600;
const PAGE = 100;
const MAX_PAGES = 10;
/** A batch is looked for while its answer can have been lost. */
const FOUND_WITHIN_SECONDS = 3 * 24 * 3_600;

const batch = z.object({
  id: z.string(),
  status: z.string(),
  created_at: z.number(),
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  request_counts: z.object({ completed: z.number(), failed: z.number(), total: z.number() }).nullish(),
});
const page = z.object({ data: z.array(batch), has_more: z.boolean().default(false) });
const file = z.object({ id: z.string() });

/** What ended without everything done has results, too: an expired batch those that came in time. */
const STATES: Readonly<Record<string, BatchState['state']>> = {
  completed: 'done',
  expired: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** OpenAI's batches: a file of requests, a batch of it, files of results and of errors. Half the price, within a day. */
export function createOpenAiBatches(access: BatchAccess): BatchClient {
  const http = createBatchHttp(access);
  const at = (id: string) => `/batches/${encodeURIComponent(id)}`;
  const get = async (id: string, signal: AbortSignal) => batch.parse(await http.json('GET', at(id), signal));
  return {
    priceShare: 0.5,
    async submit(order, signal) {
      const text = requestLines(order, (id, model, request) => ({
        ...{ custom_id: id, method: 'POST', url: ENDPOINT },
        body: wholeChatBody(model, request, OPENAI_DIALECT),
      }));
      const expires = { 'expires_after[anchor]': 'created_at', 'expires_after[seconds]': String(KEPT_SECONDS) };
      const members = { purpose: 'batch', ...expires };
      const { id } = file.parse(await http.upload(text, `${order.reference}.jsonl`, members, signal));
      const made = await http.json('POST', '/batches', signal, {
        ...{ input_file_id: id, endpoint: ENDPOINT, completion_window: '24h' },
        metadata: { reference: order.reference },
        output_expires_after: { anchor: 'created_at', seconds: KEPT_SECONDS },
      });
      return batch.parse(made).id;
    },
    async look(id, signal) {
      const { status, request_counts: counts } = await get(id, signal);
      const { completed: done = 0, failed = 0, total = 0 } = counts ?? {};
      return { state: STATES[status] ?? 'running', done, failed, total };
    },
    async *results(id, signal) {
      const { output_file_id: output, error_file_id: errors } = await get(id, signal);
      yield* readResults(http, [output, errors], signal);
    },
    async cancel(id, signal) {
      await http.json('POST', `${at(id)}/cancel`, signal);
    },
    async find(reference, signal) {
      const oldest = Date.now() / 1_000 - FOUND_WITHIN_SECONDS;
      let after = '';
      for (let read = 0; read < MAX_PAGES; read += 1) {
        const query = `?limit=${PAGE}${after && `&after=${encodeURIComponent(after)}`}`;
        const { data, has_more: hasMore } = page.parse(await http.json('GET', `/batches${query}`, signal));
        const found = data.find(({ metadata }) => metadata?.reference === reference);
        if (found) return found.id;
        const last = data.at(-1);
        if (!hasMore || !last || last.created_at < oldest) return null;
        after = last.id;
      }
      return null;
    },
  };
}
