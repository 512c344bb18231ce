import type { Model, Provider } from '../types';

export const DEEPSEEK: Provider = { id: 'deepseek', label: 'DeepSeek', demo: false };

/**
 * DeepSeek's prices of autumn 2026 in its busy hours, in millionths of a US dollar; at other times it charges half.
 * Input that its own cache knows costs less still. Busy are 01:00 to 04:00 and 06:00 to 10:00 UTC from Monday to Friday.
 */
export const DEEPSEEK_MODELS: readonly Model[] = [
  {
    id: 'deepseek/deepseek-v4-pro',
    provider: 'deepseek',
    name: 'deepseek-v4-pro',
    label: 'DeepSeek V4 Pro',
    kind: 'text',
    tier: 'standard',
    quality: 82,
    capabilities: ['reasoning', 'long-context'],
    contextTokens: 1_000_000,
    maxOutputTokens: 384_000,
    cost: { inputPerMillionTokens: 1_320_000, outputPerMillionTokens: 3_960_000 },
  },
  {
    id: 'deepseek/deepseek-flash',
    provider: 'deepseek',
    name: 'deepseek-flash',
    label: 'DeepSeek Flash',
    kind: 'text',
    tier: 'economy',
    quality: 70,
    capabilities: ['reasoning', 'vision', 'long-context'],
    contextTokens: 1_000_000,
    maxOutputTokens: 384_000,
    cost: { inputPerMillionTokens: 300_000, outputPerMillionTokens: 1_200_000 },
  },
];
