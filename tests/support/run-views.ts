import type { RunView } from '@/lib/runs/types';

/** A finished text run as the wire tells it. */
export function runView(change: Partial<RunView> = {}): RunView {
  return {
    id: '0198a000-0000-7000-8000-000000000001',
    toolId: 'text-generation',
    kind: 'text',
    status: 'succeeded',
    input: { prompt: 'Tea' },
    options: {},
    output: { text: 'Tea is a drink.' },
    provider: 'openai',
    model: 'gpt',
    modelLabel: 'OpenAI · GPT',
    demo: false,
    cached: false,
    attempts: [{ provider: 'openai', model: 'gpt', outcome: 'succeeded', ms: 12 }],
    credits: { quoted: 5, charged: 5, refunded: 0 },
    favourite: false,
    note: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:00:01.000Z',
    ...change,
  };
}
