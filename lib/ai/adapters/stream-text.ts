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

/**
 * One text call, straight through the provider's model. The SDK's `streamText` above it would add retries, time limits,
 * telemetry and half a dozen transforms per chunk; the chain has the first two of its own and needs none of the rest.
 */
export async function* streamFromModel(
  model: LanguageModelV4,
  { request, signal, reasoning }: TextCall,
): AsyncGenerator<Piece, Usage, void> {
  const { stream } = await model.doStream({
    prompt: [
      { role: 'system', content: request.instructions },
      { role: 'user', content: [{ type: 'text', text: request.prompt }] },
    ],
    maxOutputTokens: request.maxOutputTokens,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(reasoning ? { reasoning } : {}),
    abortSignal: signal,
  });
  let usage: Usage = {};
  let hasText = false;
  for await (const part of stream) {
    switch (part.type) {
      case 'text-delta':
        if (part.delta !== '') hasText = true;
        yield { type: 'text', delta: part.delta };
        break;
      case 'error':
        if (isUnfinished(part.error)) throw new CallFailure({ outcome: hasText ? 'cut' : 'empty' }, part.error);
        throw part.error;
      case 'finish':
        if (part.finishReason.unified === 'content-filter') throw new CallFailure({ outcome: 'content_refused' });
        if (part.finishReason.raw === undefined) throw new CallFailure({ outcome: hasText ? 'cut' : 'empty' });
        usage = toUsage(part.usage.inputTokens.total, part.usage.outputTokens.total);
        break;
      default:
    }
  }
  return usage;
}

function toUsage(inputTokens: number | undefined, outputTokens: number | undefined): Usage {
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}
