import { CallFailure } from '../chain/failure';
import type { Usage } from '../types';
import type { AdapterCall } from './adapter';
import { throughQueue } from './huggingface-queue';
import { hubFailure, splitName, through, type HubAccess } from './huggingface-route';
import { deliverImage, imageWords, severalImages, type ImageRequest } from './make-image';
import { fetchFile } from './make-video';
import type { JobPace } from './run-job';

const MAX_FILE_BYTES = 60_000_000;

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** One job in the queue of fal, which makes up to four pictures. */
async function queuedImages(
  access: HubAccess,
  call: AdapterCall,
  request: ImageRequest,
  { count, seed, pace }: { count: number; seed: number | undefined; pace: JobPace | undefined },
): Promise<Usage> {
  const { model } = splitName(call.model.name, 'image');
  const { width, height, source } = request;
  const shared = { ...(seed === undefined ? {} : { seed }), ...(count > 1 ? { num_images: count } : {}) };
  const words = imageWords(request);
  const order = source
    ? ({
        task: 'image-to-image',
        inputs: new Blob([await source.load()], { type: source.mediaType }),
        parameters: { prompt: words, ...shared },
      } as const)
    : ({ task: 'text-to-image', inputs: words, parameters: { image_size: { width, height }, ...shared } } as const);
  const urls = await throughQueue(access, call, { ...order, model, pace });
  for (const url of urls.slice(0, count))
    deliverImage(call, await bytesOf(await fetchFile({ url, maxBytes: MAX_FILE_BYTES }, call.signal)));
  return {};
}

/** One picture in the answer itself. */
async function answeredImage(
  access: HubAccess,
  call: AdapterCall,
  request: ImageRequest,
  seed: number | undefined,
): Promise<Usage> {
  // Whoever else runs models behind the router takes no pictures by an interface that all of them share.
  if (request.source) throw new CallFailure({ outcome: 'bad_response' });
  const { model, company: provider } = splitName(call.model.name, 'image');
  const { width, height } = request;
  const { textToImage } = await import('@huggingface/inference');
  const { accessToken, options } = through(access, call, MAX_FILE_BYTES);
  const parameters = { width, height, ...(seed === undefined ? {} : { seed }) };
  const args = { accessToken, provider, model, inputs: imageWords(request), parameters };
  deliverImage(call, await bytesOf(await textToImage(args, { ...options, outputType: 'blob' })));
  return {};
}

/** Pictures in the answer itself, or, from fal, by a job in its queue. */
export async function hubImage(
  access: HubAccess,
  call: AdapterCall,
  request: ImageRequest,
  pace?: JobPace,
): Promise<Usage> {
  try {
    const { company } = splitName(call.model.name, 'image');
    return await severalImages({ model: call.model, request }, ({ count, seed }) =>
      company === 'fal-ai'
        ? queuedImages(access, call, request, { count, seed, pace })
        : answeredImage(access, call, request, seed),
    );
  } catch (error) {
    throw hubFailure(error);
  }
}
