import type { Form } from './form';

/** What becomes of the next batch that is made. */
export interface BatchFate {
  /** Looks until it ends; 1 where absent. */
  looks?: number;
  ends?: 'done' | 'expired' | 'failed';
  /** Requests by custom id: a status answers them, 0 is a filter's stop, `late` has not been worked on in time. */
  faults?: Record<string, number | 'late'>;
  /** It is made, but the answer that names it never arrives. */
  losesAnswer?: boolean;
  /** Results come in reversed order, as they may. */
  reverses?: boolean;
  /** A line that is none stands among the results. */
  stammers?: boolean;
}

export interface StoredBatch extends BatchFate {
  id: string;
  endpoint: string;
  inputFile: string;
  model: string | null;
  metadata: Record<string, unknown> | null;
  createdAt: number;
  looked: number;
  cancelled: boolean;
  total: number;
}

interface RequestLine {
  custom_id: string;
  body: Record<string, unknown>;
}

export interface BatchStore {
  fates: BatchFate[];
  files: Map<string, { name: string; purpose: string; text: string }>;
  batches: StoredBatch[];
  addFile(form: Form): string | undefined;
  make(asked: Pick<StoredBatch, 'endpoint' | 'inputFile' | 'model' | 'metadata'>): StoredBatch;
  /** Where it stands now; counts as a look. */
  look(batch: StoredBatch): 'running' | 'done' | 'expired' | 'failed' | 'cancelled';
  linesOf(batch: StoredBatch): RequestLine[];
  /** The results and the errors so far, as one file each. */
  write(batch: StoredBatch, files: { output: string; errors: string }): { done: number; failed: number };
}

const WORDS = 'The quick brown fox.';

function answerTo(line: RequestLine, model: string) {
  const message = { role: 'assistant', content: WORDS, refusal: null };
  const prompt = JSON.stringify(line.body.messages).length;
  return {
    ...{ id: `chatcmpl-${line.custom_id}`, object: 'chat.completion', created: 1_790_000_000, model },
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: { prompt_tokens: Math.ceil(prompt / 4), completion_tokens: 5, total_tokens: Math.ceil(prompt / 4) + 5 },
  };
}

function resultOf(line: RequestLine, model: string, fault: number | 'late' | undefined) {
  const head = { id: `batch_req_${line.custom_id}`, custom_id: line.custom_id };
  if (fault === 'late')
    return { ...head, response: null, error: { code: 'batch_expired', message: 'could not be executed in time' } };
  const response = (status: number, body: unknown) => ({
    status_code: status,
    request_id: `req-${line.custom_id}`,
    body,
  });
  if (fault === undefined) return { ...head, response: response(200, answerTo(line, model)), error: null };
  const code = fault === 0 ? 'content_policy_violation' : null;
  const error = { error: { message: 'scripted', type: 'invalid_request_error', param: null, code } };
  return { ...head, response: response(fault || 400, error), error: null };
}

/** Files and batches as both providers keep them. */
export function createBatchStore(): BatchStore {
  const store: BatchStore = {
    fates: [],
    files: new Map(),
    batches: [],
    addFile({ file, purpose }) {
      if (purpose !== 'batch' || typeof file !== 'object' || Array.isArray(file)) return undefined;
      const id = `file-${store.files.size + 1}`;
      store.files.set(id, { name: file.name, purpose, text: Buffer.from(file.hex, 'hex').toString('utf8') });
      return id;
    },
    make(asked) {
      const batch: StoredBatch = {
        ...{ ...asked, ...store.fates.shift() },
        id: `batch-${store.batches.length + 1}`,
        ...{ createdAt: Math.floor(Date.now() / 1_000), looked: 0, cancelled: false, total: 0 },
      };
      batch.total = store.linesOf(batch).length;
      store.batches.unshift(batch);
      return batch;
    },
    look(batch) {
      if (batch.cancelled) return 'cancelled';
      batch.looked += 1;
      return batch.looked <= (batch.looks ?? 1) ? 'running' : (batch.ends ?? 'done');
    },
    linesOf: ({ inputFile }) =>
      (store.files.get(inputFile)?.text ?? '')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as RequestLine),
    write(batch, { output, errors }) {
      const lines = store.linesOf(batch);
      const results = lines.map((line) => {
        const fault = batch.faults?.[line.custom_id];
        return { fault, text: JSON.stringify(resultOf(line, batch.model ?? String(line.body.model), fault)) };
      });
      if (batch.reverses) results.reverse();
      const file = (isWanted: (fault: unknown) => boolean) =>
        results.filter(({ fault }) => isWanted(fault)).map(({ text }) => `${text}\n`);
      const done = file((fault) => fault === undefined);
      const failed = file((fault) => fault !== undefined);
      if (batch.stammers) done.splice(1, 0, '{"custom_id": "broken\n', '\n', 'null\n');
      store.files.set(output, { name: 'output.jsonl', purpose: 'batch_output', text: done.join('') });
      store.files.set(errors, { name: 'errors.jsonl', purpose: 'batch_output', text: failed.join('') });
      return { done: results.length - failed.length, failed: failed.length };
    },
  };
  return store;
}
