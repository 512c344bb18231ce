import type { ModelRequest, Usage } from '@/lib/ai/types';
import { tokensOf, type Measured } from '../pricing/meter';
import { mostUsed } from '../pricing/pricing';

/** No model takes or makes more in one call. A greater count is a lie, and its cost may be one no table can hold. */
const MAX_TOKENS = 100_000_000;

/** A provider's count, where it is one. */
function counted(count: number | undefined, otherwise: number): number {
  return count !== undefined && Number.isSafeInteger(count) && count >= 0 && count <= MAX_TOKENS ? count : otherwise;
}

/** What a run used: the provider's count of tokens, else characters / 4; and the files that arrived. */
export function measure(request: ModelRequest, usage: Usage, text: string, files: number): Measured {
  const none = { inputTokens: 0, outputTokens: 0, images: 0, seconds: 0 };
  if (request.kind === 'image') return { ...none, images: files };
  // Until somebody measures the sound itself: the bound that the quote is made of.
  if (request.kind !== 'text') return files > 0 || text !== '' ? mostUsed(request) : none;
  return {
    inputTokens: counted(usage.inputTokens, tokensOf(request.instructions) + tokensOf(request.prompt)),
    outputTokens: counted(usage.outputTokens, tokensOf(text)),
    images: 0,
    seconds: 0,
  };
}

/** The part of it that a receipt calls usage; files are counted by themselves. */
export function shownUsage(request: ModelRequest, { inputTokens, outputTokens }: Measured): Usage {
  return request.kind === 'text' ? { inputTokens, outputTokens } : {};
}
