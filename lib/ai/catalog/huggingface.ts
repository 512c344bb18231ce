import type { Model, Provider } from '../types';

export const HUGGINGFACE: Provider = { id: 'huggingface', label: 'Hugging Face', demo: false };

/**
 * Hugging Face passes on the list prices of those who run the models; these are of summer and autumn 2026, in millionths
 * of a US dollar. Text goes to the quickest of them; for everything else the name says who is asked.
 */
export const HUGGINGFACE_MODELS: readonly Model[] = [
  {
    id: 'huggingface/Qwen/Qwen3-Next-80B-A3B-Instruct',
    provider: 'huggingface',
    name: 'Qwen/Qwen3-Next-80B-A3B-Instruct',
    label: 'Qwen3 Next 80B',
    kind: 'text',
    tier: 'standard',
    quality: 64,
    capabilities: ['long-context'],
    contextTokens: 262_144,
    maxOutputTokens: 65_536,
    cost: { inputPerMillionTokens: 250_000, outputPerMillionTokens: 1_000_000 },
  },
  {
    id: 'huggingface/google/gemma-4-31B-it',
    provider: 'huggingface',
    name: 'google/gemma-4-31B-it',
    label: 'Gemma 4 31B',
    kind: 'text',
    tier: 'economy',
    quality: 60,
    capabilities: ['vision', 'long-context'],
    contextTokens: 262_144,
    maxOutputTokens: 32_768,
    cost: { inputPerMillionTokens: 140_000, outputPerMillionTokens: 400_000 },
  },
  {
    id: 'huggingface/black-forest-labs/FLUX.1-dev:fal-ai',
    provider: 'huggingface',
    name: 'black-forest-labs/FLUX.1-dev:fal-ai',
    label: 'FLUX.1 dev',
    kind: 'image',
    tier: 'standard',
    quality: 66,
    capabilities: ['several'],
    // Per megapixel, rounded up: a picture of 1024 x 1024 counts as two.
    cost: { perImage: 50_000 },
    isCostEstimated: true,
  },
  {
    id: 'huggingface/black-forest-labs/FLUX.1-Kontext-dev:fal-ai',
    provider: 'huggingface',
    name: 'black-forest-labs/FLUX.1-Kontext-dev:fal-ai',
    label: 'FLUX.1 Kontext dev',
    kind: 'image',
    tier: 'standard',
    quality: 70,
    capabilities: ['edit', 'edit-only', 'several'],
    // 0.025 dollars a megapixel, rounded up as above.
    cost: { perImage: 50_000 },
    isCostEstimated: true,
  },
  {
    id: 'huggingface/stabilityai/stable-diffusion-3-medium-diffusers:hf-inference',
    provider: 'huggingface',
    name: 'stabilityai/stable-diffusion-3-medium-diffusers:hf-inference',
    label: 'Stable Diffusion 3 medium',
    kind: 'image',
    tier: 'economy',
    quality: 48,
    // Hugging Face’s own machines are paid by time: ten seconds at 0.00012 dollars.
    cost: { perImage: 1_200 },
    isCostEstimated: true,
  },
  {
    id: 'huggingface/hexgrad/Kokoro-82M:deepinfra',
    provider: 'huggingface',
    name: 'hexgrad/Kokoro-82M:deepinfra',
    label: 'Kokoro 82M',
    kind: 'audio',
    task: 'speech',
    tier: 'economy',
    quality: 55,
    cost: { perMillionCharacters: 620_000 },
  },
  {
    id: 'huggingface/openai/whisper-large-v3:hf-inference',
    provider: 'huggingface',
    name: 'openai/whisper-large-v3:hf-inference',
    label: 'Whisper large v3',
    kind: 'audio',
    task: 'transcription',
    tier: 'economy',
    quality: 62,
    capabilities: ['timestamps'],
    // At most: as if the machine listened for as long as the sound lasts.
    cost: { perSecond: 120 },
    isCostEstimated: true,
  },
  {
    id: 'huggingface/Wan-AI/Wan2.2-TI2V-5B:fal-ai',
    provider: 'huggingface',
    name: 'Wan-AI/Wan2.2-TI2V-5B:fal-ai',
    label: 'Wan 2.2 5B',
    kind: 'video',
    tier: 'standard',
    quality: 52,
    // 0.15 dollars for the usual five seconds; whether a shorter film costs less is written nowhere.
    leastSeconds: 5,
    cost: { perSecond: 30_000 },
    isCostEstimated: true,
  },
];
