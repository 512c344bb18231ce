import type { Model, Provider } from '../types';

export const DEMO: Provider = { id: 'demo', label: 'Demo engine', demo: true };

const TEXT_COST = { inputPerMillionTokens: 0, outputPerMillionTokens: 0 };

/** Computed by this process: no provider charges for it. What it cannot do has no model here: it hears nothing. */
export const DEMO_MODELS: readonly Model[] = [
  {
    id: 'demo/standard',
    provider: 'demo',
    name: 'standard',
    label: 'Demo engine',
    kind: 'text',
    tier: 'standard',
    cost: TEXT_COST,
  },
  {
    id: 'demo/economy',
    provider: 'demo',
    name: 'economy',
    label: 'Demo engine, short',
    kind: 'text',
    tier: 'economy',
    cost: TEXT_COST,
  },
  {
    id: 'demo/image',
    provider: 'demo',
    name: 'image',
    label: 'Demo engine',
    kind: 'image',
    tier: 'standard',
    capabilities: ['edit', 'several'],
    cost: { perImage: 0 },
  },
  {
    id: 'demo/image-economy',
    provider: 'demo',
    name: 'image-economy',
    label: 'Demo engine, simple',
    kind: 'image',
    tier: 'economy',
    capabilities: ['edit', 'several'],
    cost: { perImage: 0 },
  },
  {
    id: 'demo/speech',
    provider: 'demo',
    name: 'speech',
    label: 'Demo engine',
    kind: 'audio',
    task: 'speech',
    tier: 'standard',
    cost: { perMillionCharacters: 0 },
  },
  {
    id: 'demo/video',
    provider: 'demo',
    name: 'video',
    label: 'Demo engine',
    kind: 'video',
    tier: 'standard',
    cost: { perSecond: 0 },
  },
];
