import type { Model, Provider } from '../types';

export const MISTRAL: Provider = { id: 'mistral', label: 'Mistral', demo: false };

/** Mistral's list prices of 2026, in millionths of a US dollar. */
export const MISTRAL_MODELS: readonly Model[] = [
  {
    id: 'mistral/mistral-medium-latest',
    provider: 'mistral',
    name: 'mistral-medium-latest',
    label: 'Mistral Medium 3.5',
    kind: 'text',
    tier: 'standard',
    quality: 76,
    capabilities: ['json', 'batch', 'vision', 'long-context'],
    contextTokens: 256_000,
    cost: { inputPerMillionTokens: 1_500_000, outputPerMillionTokens: 7_500_000 },
  },
  {
    id: 'mistral/mistral-small-latest',
    provider: 'mistral',
    name: 'mistral-small-latest',
    label: 'Mistral Small 4',
    kind: 'text',
    tier: 'economy',
    quality: 64,
    capabilities: ['json', 'batch', 'vision', 'long-context'],
    contextTokens: 256_000,
    cost: { inputPerMillionTokens: 150_000, outputPerMillionTokens: 600_000 },
  },
  {
    id: 'mistral/voxtral-mini-tts-3-0',
    provider: 'mistral',
    name: 'voxtral-mini-tts-3-0',
    label: 'Voxtral TTS 3',
    kind: 'audio',
    task: 'speech',
    tier: 'standard',
    quality: 76,
    cost: { perMillionCharacters: 13_000_000 },
  },
  {
    id: 'mistral/voxtral-mini-transcribe-3-0',
    provider: 'mistral',
    name: 'voxtral-mini-transcribe-3-0',
    label: 'Voxtral Mini Transcribe 3',
    kind: 'audio',
    task: 'transcription',
    tier: 'standard',
    quality: 74,
    capabilities: ['timestamps'],
    // 0.0035 dollars a minute.
    cost: { perSecond: 59 },
  },
];
