import type { Model, Provider } from '../types';

export const OPENAI: Provider = { id: 'openai', label: 'OpenAI', demo: false };

/** Costs are OpenAI's list prices of November 2026, in millionths of a US dollar; pictures and sound are paid by tokens. */
export const OPENAI_MODELS: readonly Model[] = [
  {
    id: 'openai/gpt-5.4-mini',
    provider: 'openai',
    name: 'gpt-5.4-mini',
    label: 'GPT-5.4 mini',
    kind: 'text',
    tier: 'standard',
    quality: 80,
    capabilities: ['json', 'batch', 'reasoning', 'vision', 'long-context'],
    contextTokens: 400_000,
    maxOutputTokens: 128_000,
    cost: { inputPerMillionTokens: 750_000, outputPerMillionTokens: 4_500_000 },
  },
  {
    id: 'openai/gpt-5.6-luna',
    provider: 'openai',
    name: 'gpt-5.6-luna',
    label: 'GPT-5.6 Luna',
    kind: 'text',
    tier: 'economy',
    quality: 66,
    capabilities: ['json', 'batch', 'vision', 'long-context'],
    contextTokens: 1_050_000,
    maxOutputTokens: 128_000,
    cost: { inputPerMillionTokens: 200_000, outputPerMillionTokens: 1_200_000 },
  },
  {
    id: 'openai/gpt-image-2',
    provider: 'openai',
    name: 'gpt-image-2',
    label: 'GPT Image 2',
    kind: 'image',
    tier: 'standard',
    quality: 80,
    capabilities: ['edit', 'several'],
    // At the quality the adapter asks for ("low"), 1024 x 1024. A picture to change is always read closely: some 6,000
    // tokens at 8 dollars a million.
    cost: { perImage: 6_000, perSource: 50_000 },
    isCostEstimated: true,
  },
  {
    id: 'openai/gpt-4o-mini-tts',
    provider: 'openai',
    name: 'gpt-4o-mini-tts',
    label: 'GPT-4o mini TTS',
    kind: 'audio',
    task: 'speech',
    tier: 'standard',
    quality: 72,
    // 0.60 dollars for a million tokens read, of which none is shorter than a character; what is spoken, at 12 dollars a
    // million, OpenAI takes for 0.015 dollars a minute.
    cost: { perMillionCharacters: 600_000, perSecond: 250 },
    isCostEstimated: true,
  },
  {
    id: 'openai/whisper-1',
    provider: 'openai',
    name: 'whisper-1',
    label: 'Whisper',
    kind: 'audio',
    task: 'transcription',
    tier: 'standard',
    quality: 64,
    capabilities: ['timestamps'],
    // 0.006 dollars a minute. The only one of OpenAI's that says when something was said.
    cost: { perSecond: 100 },
  },
  {
    id: 'openai/gpt-4o-mini-transcribe',
    provider: 'openai',
    name: 'gpt-4o-mini-transcribe',
    label: 'GPT-4o mini Transcribe',
    kind: 'audio',
    task: 'transcription',
    tier: 'standard',
    quality: 74,
    // 1.25 and 5 dollars for a million tokens, which OpenAI takes for 0.003 dollars a minute.
    cost: { perSecond: 50 },
    isCostEstimated: true,
  },
];
