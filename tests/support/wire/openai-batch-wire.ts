import { createBatchStore, type BatchFate, type BatchStore, type StoredBatch } from './batch-store';
import { faultIn, listOf, oneOf, shaped, text, whole, within, type Check, type Fields } from './fields';
import { readForm } from './form';
import type { Reply } from './wire-http';

const any: Check = () => true;
const file: Check = (value) => typeof value === 'object' && value !== null && 'hex' in value && 'name' in value;
const words: Check = (value) =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
const seconds = within(3_600, 2_592_000);

/** `CreateFileRequest`, of which batches need this much. */
export const FILE: Fields = {
  required: { file, purpose: oneOf('batch') },
  optional: {
    'expires_after[anchor]': oneOf('created_at'),
    'expires_after[seconds]': (value) => seconds(Number(value)),
  },
};

/** `CreateBatchRequest`. */
export const BATCH: Fields = {
  required: { input_file_id: text, endpoint: oneOf('/v1/chat/completions'), completion_window: oneOf('24h') },
  optional: {
    metadata: words,
    output_expires_after: shaped({ required: { anchor: oneOf('created_at'), seconds }, optional: {} }),
  },
};

/** A line of the file. */
const LINE: Fields = {
  required: {
    custom_id: text,
    method: oneOf('POST'),
    url: oneOf('/v1/chat/completions'),
    body: shaped({
      required: { model: text, messages: listOf(any) },
      optional: {
        max_completion_tokens: whole,
        temperature: within(0, 2),
        reasoning_effort: text,
        response_format: any,
      },
    }),
  },
  optional: {},
};

const STATUS = { running: 'in_progress', done: 'completed' } as const;

function refuse(reply: Reply, status: number, param?: string): void {
  const error = { message: 'scripted', type: 'invalid_request_error', param: param ?? null, code: null };
  reply.json(status, { error });
}

function show(store: BatchStore, batch: StoredBatch, state: string) {
  const isOver = ['done', 'expired', 'cancelled'].includes(state);
  const names = { output: `${batch.id}-output`, errors: `${batch.id}-errors` };
  const counts = isOver ? store.write(batch, names) : { done: 0, failed: 0 };
  return {
    ...{ id: batch.id, object: 'batch', endpoint: batch.endpoint, errors: null },
    ...{ input_file_id: batch.inputFile, completion_window: '24h', created_at: batch.createdAt },
    status: state === 'running' || state === 'done' ? STATUS[state] : state,
    output_file_id: isOver && counts.done > 0 ? names.output : null,
    error_file_id: isOver && counts.failed > 0 ? names.errors : null,
    request_counts: { completed: counts.done, failed: counts.failed, total: batch.total },
    metadata: batch.metadata,
  };
}

interface Asked {
  input_file_id: string;
  endpoint: string;
  metadata?: Record<string, string>;
}

function make(reply: Reply, store: BatchStore): void {
  const fault = faultIn(reply.heard.body, BATCH);
  if (fault) return refuse(reply, 400, fault);
  const { input_file_id: inputFile, endpoint, metadata = null } = reply.heard.body as Asked;
  if (!store.files.has(inputFile)) return refuse(reply, 404, 'input_file_id');
  const batch = store.make({ inputFile, endpoint, metadata, model: null });
  const wrong = store.linesOf(batch).find((line) => faultIn(line, LINE));
  if (wrong) return refuse(reply, 400, faultIn(wrong, LINE));
  if (batch.losesAnswer) return void reply.response.destroy();
  reply.json(200, { ...show(store, batch, 'running'), status: 'validating' });
}

function list(reply: Reply, store: BatchStore, query: URLSearchParams): void {
  const after = query.get('after');
  const from = after ? store.batches.findIndex(({ id }) => id === after) + 1 : 0;
  const limit = Number(query.get('limit') ?? 20);
  const data = store.batches.slice(from, from + limit).map((batch) => show(store, batch, 'running'));
  const hasMore = from + limit < store.batches.length;
  reply.json(200, { object: 'list', data, first_id: data[0]?.id, last_id: data.at(-1)?.id, has_more: hasMore });
}

export interface BatchWire {
  store: BatchStore;
  /** What becomes of the next batches. */
  decree(...fates: BatchFate[]): void;
  /** Whether a request is about files and batches. */
  knows(reply: Reply): boolean;
  /** Answers what is about files and batches; false for everything else. */
  answer(reply: Reply): Promise<boolean>;
}

/** OpenAI's files and batches as its description has them; paths end so under any base. */
export function createOpenAiBatchWire(): BatchWire {
  const store = createBatchStore();
  const upload = async (reply: Reply) => {
    const form = await readForm(reply.heard);
    const fault = faultIn(form, FILE);
    const id = fault ? undefined : form && store.addFile(form);
    if (!id) return refuse(reply, 400, fault);
    const { name, text: content } = store.files.get(id)!;
    reply.json(200, { id, object: 'file', bytes: content.length, created_at: 1, filename: name, purpose: 'batch' });
  };
  return {
    store,
    decree: (...fates) => void store.fates.push(...fates),
    knows: ({ heard }) => /\/(files|batches)(\/|\?|$)/.test(heard.path),
    async answer(reply) {
      const { method } = reply.heard;
      const { pathname, searchParams } = new URL(reply.heard.path, 'http://local');
      const at = `${method} ${pathname.replace(/^.*?(?=\/(?:files|batches))/, '')}`;
      const [, content] = /^GET \/files\/([^/]+)\/content$/.exec(at) ?? [];
      const [, id, cancel] = /^(?:GET|POST) \/batches\/([^/]+?)(\/cancel)?$/.exec(at) ?? [];
      if (at === 'POST /files') await upload(reply);
      else if (at === 'POST /batches') make(reply, store);
      else if (at === 'GET /batches') list(reply, store, searchParams);
      else if (content) {
        const stored = store.files.get(content);
        if (stored) reply.bytes('application/octet-stream', Buffer.from(stored.text));
        else refuse(reply, 404);
      } else if (id) {
        const batch = store.batches.find((one) => one.id === id);
        if (!batch) refuse(reply, 404);
        else if (cancel) {
          batch.cancelled = true;
          reply.json(200, { ...show(store, batch, 'running'), status: 'cancelling' });
        } else reply.json(200, show(store, batch, store.look(batch)));
      } else return false;
      return true;
    },
  };
}
