import type { Model, Provider } from '../types';

export const OPENAI: Provider = { id: 'openai', label: 'OpenAI', demo: false };

/** Costs are OpenAI's list prices of November 2026, in millionths of a US dollar. */
export const OPENAI_MODELS: readonly Model[] = [
  {
    id: 'openai/gpt-5.4-mini',
    provider: 'openai',
    name: 'gpt-5.4-mini',
    label: 'GPT-5.4 mini',
    kind: 'text',
    tier: 'standard',
    contextTokens: 400_000,
    cost: { inputPerMillionTokens: 750_000, outputPerMillionTokens: 4_500_000 },
  },
  {
    id: 'openai/gpt-5.6-luna',
    provider: 'openai',
    name: 'gpt-5.6-luna',
    label: 'GPT-5.6 Luna',
    kind: 'text',
    tier: 'economy',
    contextTokens: 1_050_000,
    cost: { inputPerMillionTokens: 200_000, outputPerMillionTokens: 1_200_000 },
  },
  {
    id: 'openai/gpt-image-2',
    provider: 'openai',
    name: 'gpt-image-2',
    label: 'GPT Image 2',
    kind: 'image',
    tier: 'standard',
    // At the quality the adapter asks for ("low"), 1024 x 1024.
    cost: { perImage: 6_000 },
  },
];
