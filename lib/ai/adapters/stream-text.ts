import type { LanguageModelV4 } from '@ai-sdk/provider';
import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import type { AdapterCall, Piece } from './adapter';

type TextRequest = Extract<ModelRequest, { kind: 'text' }>;

export interface TextCall extends Pick<AdapterCall, 'signal'> {
  request: TextRequest;
  /** For models that think first: the least their provider offers, since tools here are single answers. */
  reasoning?: 'none';
}

/** Thrown or reported by the SDK when the body ended without the provider's own word of completion. */
const isUnfinished = (error: unknown) => error instanceof Error && error.name === 'AI_InvalidResponseDataError';

/** One text call through the SDK, without its retries, time limits and per-chunk transforms: the chain has its own. */
export async function* streamFromModel(
  model: LanguageModelV4,
  { request, signal, reasoning }: TextCall,
): AsyncGenerator<Piece, Usage, void> {
  const { experimental_streamTextLowMemory: streamText } = await import('ai');
  const result = streamText({
    model,
    instructions: request.instructions,
    prompt: request.prompt,
    maxOutputTokens: request.maxOutputTokens,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(reasoning ? { reasoning } : {}),
    maxRetries: 0,
    abortSignal: signal,
    // Failures arrive as stream parts; the SDK would also print them.
    onError: () => {},
  });
  let usage: Usage = {};
  let hasText = false;
  for await (const part of result.stream) {
    switch (part.type) {
      case 'text-delta':
        if (part.text !== '') hasText = true;
        yield { type: 'text', delta: part.text };
        break;
      case 'error':
        if (isUnfinished(part.error)) throw new CallFailure({ outcome: hasText ? 'cut' : 'empty' }, part.error);
        throw part.error;
      case 'abort':
        throw signal.reason;
      case 'finish':
        if (part.finishReason === 'content-filter') throw new CallFailure({ outcome: 'content_refused' });
        if (part.rawFinishReason === undefined) throw new CallFailure({ outcome: hasText ? 'cut' : 'empty' });
        usage = toUsage(part.totalUsage);
        break;
      default:
    }
  }
  return usage;
}

function toUsage({
  inputTokens,
  outputTokens,
}: {
  inputTokens: number | undefined;
  outputTokens: number | undefined;
}): Usage {
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}
