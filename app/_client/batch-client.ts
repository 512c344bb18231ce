import type { BatchClient, ShownQuote } from '@/components/batches/types';
import type { CompareClient, ComparisonQuote } from '@/components/compare/types';
import { callApi } from './call-api';

/** Prices of batches over the wire. */
export const batchClient: BatchClient = {
  quote: async (request, signal) => {
    const answer = await callApi<ShownQuote>('/api/batches/quote', { body: request, signal });
    return answer.ok ? answer : { ok: false, detail: answer.problem.detail };
  },
};

/** Prices of comparisons over the wire; null where the request is not one yet. */
export const compareClient: CompareClient = {
  quote: async (request, signal) => {
    const answer = await callApi<ComparisonQuote>('/api/comparisons/quote', { body: request, signal });
    return answer.ok ? answer.data : null;
  },
};
