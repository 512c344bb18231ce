import type { BatchDesk, BatchOrder, BatchResult, BatchState } from '@/lib/ai/types';

/** A provider that does batches as a test tells it to. */
export interface ScriptedBatches extends BatchDesk {
  orders: (BatchOrder & { ticket: string })[];
  cancelled: string[];
  /** What a look says; `running` where nothing is set. */
  state: BatchState['state'];
  /** What came of each request; a good answer where it says nothing, `null` where the request was not done. */
  resultOf(id: string): Omit<BatchResult, 'id'> | null | undefined;
  /** Called before an order counts: may throw. */
  beforeSubmit(): void;
  /** Called behind it: the answer is lost where it throws. */
  afterSubmit(): void;
}

export function scriptedBatches(provider = 'alpha'): ScriptedBatches {
  const desk: ScriptedBatches = {
    orders: [],
    cancelled: [],
    state: 'running',
    resultOf: () => undefined,
    beforeSubmit: () => {},
    afterSubmit: () => {},
    supports: (model) => model.provider === provider && model.kind === 'text',
    priceShare: () => 0.5,
    submit: async (order) => {
      desk.beforeSubmit();
      const ticket = `ticket-${desk.orders.length + 1}`;
      desk.orders.push({ ...order, ticket });
      desk.afterSubmit();
      return { provider, id: ticket };
    },
    look: async ({ id }) => {
      const total = desk.orders.find(({ ticket }) => ticket === id)?.requests.length ?? 0;
      return { state: desk.state, done: total, failed: 0, total };
    },
    async *results({ id: ticket }) {
      const order = desk.orders.find((one) => one.ticket === ticket);
      for (const { id } of order?.requests.toReversed() ?? []) {
        const result = desk.resultOf(id);
        if (result === null) continue;
        yield { id, ...(result ?? { text: `Answer to ${id}.`, usage: { inputTokens: 10, outputTokens: 5 } }) };
      }
    },
    cancel: async ({ id }) => void desk.cancelled.push(id),
    find: async (_provider, reference) => {
      const order = desk.orders.find((one) => one.reference === reference);
      return order ? { provider, id: order.ticket } : null;
    },
  };
  return desk;
}
