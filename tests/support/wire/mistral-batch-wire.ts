import { createBatchStore, type BatchStore, type StoredBatch } from './batch-store';
import { faultIn, listOf, oneOf, shaped, text, whole, within, type Check, type Fields } from './fields';
import { readForm } from './form';
import type { BatchWire } from './openai-batch-wire';
import type { Reply } from './wire-http';

const any: Check = () => true;
const file: Check = (value) => typeof value === 'object' && value !== null && 'hex' in value && 'name' in value;

/** The form of `files_api_routes_upload_file`. */
const FILE: Fields = { required: { file }, optional: { purpose: oneOf('batch'), expiry: any, visibility: any } };

/** `CreateBatchJobRequest`, by files. */
const JOB: Fields = {
  required: { input_files: listOf(text), endpoint: oneOf('/v1/chat/completions') },
  optional: { model: text, metadata: any, timeout_hours: within(1, 168), requests: any, agent_id: text },
};

const LINE: Fields = {
  required: {
    custom_id: text,
    body: shaped({
      required: { messages: listOf(any) },
      optional: { max_tokens: whole, temperature: within(0, 1.5), response_format: any },
    }),
  },
  optional: {},
};

const STATUS: Record<ReturnType<BatchStore['look']>, string> = {
  running: 'RUNNING',
  done: 'SUCCESS',
  expired: 'TIMEOUT_EXCEEDED',
  failed: 'FAILED',
  cancelled: 'CANCELLED',
};

function refuse(reply: Reply, status: number, member?: string): void {
  const detail = member ? [{ type: 'value_error', loc: ['body', member], msg: 'scripted', input: null }] : 'Not Found';
  reply.json(status, { detail });
}

function show(store: BatchStore, batch: StoredBatch, state: ReturnType<BatchStore['look']>) {
  const isOver = state === 'done' || state === 'expired' || state === 'cancelled';
  const names = { output: `${batch.id}-output`, errors: `${batch.id}-errors` };
  const { done, failed } = isOver ? store.write(batch, names) : { done: 0, failed: 0 };
  return {
    ...{ id: batch.id, object: 'batch', input_files: [batch.inputFile], metadata: batch.metadata },
    ...{ endpoint: batch.endpoint, model: batch.model, agent_id: null, errors: [], outputs: null },
    output_file: isOver && done > 0 ? names.output : null,
    error_file: isOver && failed > 0 ? names.errors : null,
    ...{ status: STATUS[state], created_at: batch.createdAt, total_requests: batch.total },
    ...{ completed_requests: done + failed, succeeded_requests: done, failed_requests: failed },
    ...{ started_at: null, completed_at: null },
  };
}

interface Asked {
  input_files: string[];
  endpoint: string;
  model?: string;
  metadata?: Record<string, string>;
}

function make(reply: Reply, store: BatchStore): void {
  const fault = faultIn(reply.heard.body, JOB);
  if (fault) return refuse(reply, 422, fault);
  const {
    input_files: [inputFile = ''],
    endpoint,
    model = null,
    metadata = null,
  } = reply.heard.body as Asked;
  if (!store.files.has(inputFile)) return refuse(reply, 404);
  const batch = store.make({ inputFile, endpoint, metadata, model });
  const wrong = store.linesOf(batch).find((line) => faultIn(line, LINE));
  if (wrong) return refuse(reply, 422, faultIn(wrong, LINE));
  if (batch.losesAnswer) return void reply.response.destroy();
  reply.json(200, { ...show(store, batch, 'running'), status: 'QUEUED' });
}

function list(reply: Reply, store: BatchStore, query: URLSearchParams): void {
  const size = Number(query.get('page_size') ?? 100);
  const from = Number(query.get('page') ?? 0) * size;
  const since = Date.parse(query.get('created_after') ?? '1970-01-01') / 1_000;
  const all = store.batches.filter(({ createdAt }) => createdAt >= since);
  const data = all.slice(from, from + size).map((batch) => show(store, batch, 'running'));
  reply.json(200, { object: 'list', data, total: all.length });
}

/** Mistral's files and batch jobs as its OpenAPI description has them. */
export function createMistralBatchWire(): BatchWire {
  const store = createBatchStore();
  const upload = async (reply: Reply) => {
    const form = await readForm(reply.heard);
    const fault = faultIn(form, FILE);
    const id = fault ? undefined : form && store.addFile(form);
    if (!id) return refuse(reply, 422, fault ?? 'purpose');
    const { name, text: content } = store.files.get(id)!;
    const kind = { purpose: 'batch', sample_type: 'batch_request', source: 'upload' };
    reply.json(200, { id, object: 'file', bytes: content.length, created_at: 1, filename: name, ...kind });
  };
  return {
    store,
    decree: (...fates) => void store.fates.push(...fates),
    knows: ({ heard }) => /^\/v1\/(files|batch\/jobs)/.test(heard.path),
    async answer(reply) {
      const { method } = reply.heard;
      const { pathname, searchParams } = new URL(reply.heard.path, 'http://local');
      const at = `${method} ${pathname}`;
      const [, content] = /^GET \/v1\/files\/([^/]+)\/content$/.exec(at) ?? [];
      const [, id, cancel] = /^(?:GET|POST) \/v1\/batch\/jobs\/([^/]+?)(\/cancel)?$/.exec(at) ?? [];
      if (at === 'POST /v1/files') await upload(reply);
      else if (at === 'POST /v1/batch/jobs') make(reply, store);
      else if (at === 'GET /v1/batch/jobs') list(reply, store, searchParams);
      else if (content) {
        const stored = store.files.get(content);
        if (stored) reply.bytes('application/octet-stream', Buffer.from(stored.text));
        else refuse(reply, 404);
      } else if (id) {
        const batch = store.batches.find((one) => one.id === id);
        if (!batch) refuse(reply, 404);
        else if (cancel) {
          batch.cancelled = true;
          reply.json(200, { ...show(store, batch, 'running'), status: 'CANCELLATION_REQUESTED' });
        } else reply.json(200, show(store, batch, store.look(batch)));
      } else return false;
      return true;
    },
  };
}
