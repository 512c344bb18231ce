import type { ImageModelV4, SharedV4ProviderOptions } from '@ai-sdk/provider';
import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';
import { imageFacts } from './image-facts';

type ImageRequest = Extract<ModelRequest, { kind: 'image' }>;

export interface ImageOptions {
  request: ImageRequest;
  /** A size the model knows; some models are told a ratio instead. */
  size?: `${number}x${number}`;
  aspectRatio?: `${number}:${number}`;
  /** For models that take one. */
  seed?: number | undefined;
  providerOptions?: SharedV4ProviderOptions;
}

/** One image through the SDK, without its retries. */
export async function makeImage(
  model: ImageModelV4,
  { signal, onFile }: Pick<AdapterCall, 'signal' | 'onFile'>,
  { request, size, aspectRatio, seed, providerOptions }: ImageOptions,
): Promise<Usage> {
  const { generateImage } = await import('ai');
  const { image, usage } = await generateImage({
    model,
    prompt: request.style ? `${request.prompt}\n\nStyle: ${request.style}` : request.prompt,
    maxRetries: 0,
    abortSignal: signal,
    ...(size ? { size } : {}),
    ...(aspectRatio ? { aspectRatio } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(providerOptions ? { providerOptions } : {}),
  });
  const bytes = image.uint8Array;
  if (bytes.byteLength === 0) throw new CallFailure({ outcome: 'empty' });
  // The SDK calls bytes it does not know a PNG.
  const facts = imageFacts(bytes);
  if (!facts) throw new CallFailure({ outcome: 'bad_response' });
  onFile({ bytes, ...facts });
  const { inputTokens, outputTokens } = usage;
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}
