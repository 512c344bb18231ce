import type { MadeFile, Model, ModelRequest, Usage } from '@/lib/ai/types';
import { NOTHING, tokensOf, type Measured } from '../pricing/meter';
import { mostUsed, readBytes } from '../pricing/pricing';

/** No model takes or makes more in one call. A greater count is a lie, and its cost may be one no table can hold. */
const MAX_TOKENS = 100_000_000;

/** What a provider writes around a request, in tokens, at the very most. */
const MOST_FRAME = 4_096;
/** Some think at length before they answer, and do not count that against the limit; so many times of it where the catalog is silent. */
const MOST_BEYOND_LIMIT = 8;

/** A provider's count, where it is one; no more of it is believed than there can be. */
function counted(count: number | undefined, most: number, otherwise: number): number {
  if (count === undefined || !Number.isSafeInteger(count) || count < 0 || count > MAX_TOKENS) return otherwise;
  return Math.min(count, most);
}

type TextRequest = Extract<ModelRequest, { kind: 'text' }>;
type Limits = Pick<Model, 'maxOutputTokens' | 'contextTokens'>;

/** No token is shorter than a byte. */
const mostRead = (request: TextRequest) => readBytes(request) + MOST_FRAME * (1 + (request.turns?.length ?? 0));

const mostWritten = (sent: number, { maxOutputTokens, contextTokens }: Limits = {}) =>
  Math.max(sent, maxOutputTokens ?? contextTokens ?? sent * MOST_BEYOND_LIMIT);

type Made = Pick<MadeFile, 'seconds'>;

/** What a model was given to read where nobody counted it. */
export function readTokens({ instructions, turns = [], prompt }: TextRequest): number {
  return turns.reduce((sum, { text }) => sum + tokensOf(text), tokensOf(instructions) + tokensOf(prompt));
}

/** Sound and film as long as they are; where nobody says so, as long as the quote has taken them for. */
function measureMedia(request: ModelRequest, text: string, files: readonly Made[]): Measured {
  if (files.length === 0 && text === '') return NOTHING;
  const most = mostUsed(request);
  const lengths = files.map(({ seconds = 0 }) => seconds);
  const isTold = lengths.length > 0 && lengths.every((seconds) => Number.isFinite(seconds) && seconds > 0);
  return isTold ? { ...most, seconds: Math.ceil(lengths.reduce((sum, seconds) => sum + seconds, 0)) } : most;
}

/**
 * What a run used: the provider's count of tokens, as far as the model can have read and written so many, else
 * characters / 4; and the files that arrived.
 */
export function measure(
  request: ModelRequest,
  usage: Usage,
  text: string,
  files: readonly Made[],
  model?: Limits,
): Measured {
  if (request.kind === 'image')
    return { ...NOTHING, images: files.length, ...(request.source && files.length > 0 ? { sources: 1 } : {}) };
  if (request.kind !== 'text') return measureMedia(request, text, files);
  return {
    ...NOTHING,
    inputTokens: counted(usage.inputTokens, mostRead(request), readTokens(request)),
    outputTokens: counted(usage.outputTokens, mostWritten(request.maxOutputTokens, model), tokensOf(text)),
  };
}

/** The part of it that a receipt calls usage; files are counted by themselves. */
export function shownUsage(
  request: ModelRequest,
  { inputTokens, outputTokens }: Measured,
  { truncated }: Usage,
): Usage {
  return request.kind === 'text' ? { inputTokens, outputTokens, ...(truncated ? { truncated } : {}) } : {};
}
