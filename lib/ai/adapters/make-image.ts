import type { ImageModelV4, SharedV4ProviderOptions } from '@ai-sdk/provider';
import { CallFailure } from '../chain/failure';
import type { Model, ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';
import { imageFacts } from './image-facts';

export type ImageRequest = Extract<ModelRequest, { kind: 'image' }>;

export interface ImageOptions {
  request: ImageRequest;
  /** A size the model knows; some models are told a ratio instead. */
  size?: `${number}x${number}`;
  aspectRatio?: `${number}:${number}`;
  /** For models that take one. */
  seed?: number | undefined;
  providerOptions?: SharedV4ProviderOptions;
}

/** What a picture is to become where nobody says it: interfaces refuse an empty prompt. */
const VARIATION = 'Make a variation of this picture: keep its subject, style and mood, and change the details.';

/** The words a model is given: the wish with its style, or the wish for a variation. */
export function imageWords({ prompt, style, source }: ImageRequest): string {
  const words = prompt.trim() === '' && source ? VARIATION : prompt;
  return style ? `${words}\n\nStyle: ${style}` : words;
}

/** Delivers one picture for what its bytes say it is. */
export function deliverImage({ onFile }: Pick<AdapterCall, 'onFile'>, bytes: Uint8Array): void {
  if (bytes.byteLength === 0) throw new CallFailure({ outcome: 'empty' });
  // The SDK calls bytes it does not know a PNG.
  const facts = imageFacts(bytes);
  if (!facts) throw new CallFailure({ outcome: 'bad_response' });
  onFile({ bytes, ...facts });
}

const added = (a: number | undefined, b: number | undefined) =>
  a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);

function sum(usages: readonly Usage[]): Usage {
  const total: Usage = {};
  for (const usage of usages) {
    const [inputTokens, outputTokens] = [
      added(total.inputTokens, usage.inputTokens),
      added(total.outputTokens, usage.outputTokens),
    ];
    if (inputTokens !== undefined) total.inputTokens = inputTokens;
    if (outputTokens !== undefined) total.outputTokens = outputTokens;
  }
  return total;
}

/**
 * As many pictures as are asked for: in one call by models that make several, else in as many calls at once, each with a
 * seed of its own, or all would be alike. What fails beside a picture that came is left out, and nobody waits for it twice.
 * @throws what the first of the calls threw, where none has made a picture.
 */
export async function severalImages(
  { model, request }: { model: Model; request: ImageRequest },
  make: (part: { count: number; seed: number | undefined }) => Promise<Usage>,
): Promise<Usage> {
  const { count = 1, seed } = request;
  if (count === 1 || model.capabilities?.includes('several')) return make({ count, seed });
  const calls = Array.from({ length: count }, (_, index) =>
    make({ count: 1, seed: seed === undefined ? undefined : seed + index }),
  );
  const ends = await Promise.allSettled(calls);
  const made = ends.filter((end) => end.status === 'fulfilled').map(({ value }) => value);
  const [first] = ends;
  if (made.length === 0 && first?.status === 'rejected') throw first.reason;
  return sum(made);
}

/** Pictures through the SDK, without its retries; from a source where the request has one. */
export async function makeImage(
  model: ImageModelV4,
  call: Pick<AdapterCall, 'model' | 'signal' | 'onFile'>,
  { request, size, aspectRatio, seed: wish, providerOptions }: ImageOptions,
): Promise<Usage> {
  const { generateImage } = await import('ai');
  const words = imageWords(request);
  const prompt = request.source ? { text: words, images: [await request.source.load()] } : words;
  return severalImages({ model: call.model, request: { ...request, seed: wish } }, async ({ count, seed }) => {
    const { images, usage } = await generateImage({
      ...{ model, prompt, n: count, maxRetries: 0, abortSignal: call.signal },
      ...(size ? { size } : {}),
      ...(aspectRatio ? { aspectRatio } : {}),
      ...(seed === undefined ? {} : { seed }),
      ...(providerOptions ? { providerOptions } : {}),
    });
    for (const { uint8Array } of images.slice(0, count)) deliverImage(call, uint8Array);
    const { inputTokens, outputTokens } = usage;
    return {
      ...(inputTokens === undefined ? {} : { inputTokens }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
    };
  });
}
