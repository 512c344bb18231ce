import type { MadeFile, ModelRequest, Usage } from '@/lib/ai/types';
import { NOTHING, tokensOf, type Measured } from '../pricing/meter';
import { mostUsed } from '../pricing/pricing';

/** No model takes or makes more in one call. A greater count is a lie, and its cost may be one no table can hold. */
const MAX_TOKENS = 100_000_000;

/** A provider's count, where it is one. */
function counted(count: number | undefined, otherwise: number): number {
  return count !== undefined && Number.isSafeInteger(count) && count >= 0 && count <= MAX_TOKENS ? count : otherwise;
}

type Made = Pick<MadeFile, 'seconds'>;

/** Sound and film as long as they are; where nobody says so, as long as the quote has taken them for. */
function measureMedia(request: ModelRequest, text: string, files: readonly Made[]): Measured {
  if (files.length === 0 && text === '') return NOTHING;
  const most = mostUsed(request);
  const lengths = files.map(({ seconds = 0 }) => seconds);
  const isTold = lengths.length > 0 && lengths.every((seconds) => Number.isFinite(seconds) && seconds > 0);
  return isTold ? { ...most, seconds: Math.ceil(lengths.reduce((sum, seconds) => sum + seconds, 0)) } : most;
}

/** What a run used: the provider's count of tokens, else characters / 4; and the files that arrived. */
export function measure(request: ModelRequest, usage: Usage, text: string, files: readonly Made[]): Measured {
  if (request.kind === 'image') return { ...NOTHING, images: files.length };
  if (request.kind !== 'text') return measureMedia(request, text, files);
  return {
    ...NOTHING,
    inputTokens: counted(usage.inputTokens, tokensOf(request.instructions) + tokensOf(request.prompt)),
    outputTokens: counted(usage.outputTokens, tokensOf(text)),
  };
}

/** The part of it that a receipt calls usage; files are counted by themselves. */
export function shownUsage(request: ModelRequest, { inputTokens, outputTokens }: Measured): Usage {
  return request.kind === 'text' ? { inputTokens, outputTokens } : {};
}
