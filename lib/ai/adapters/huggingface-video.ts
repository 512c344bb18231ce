import type { ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';
import { nearestRatio } from './aspect-ratio';
import { throughQueue } from './huggingface-queue';
import { hubFailure, splitName, type HubAccess } from './huggingface-route';
import { deliverVideo } from './make-video';
import type { JobPace } from './run-job';

type VideoRequest = Extract<ModelRequest, { kind: 'video' }>;

const FRAMES_PER_SECOND = 24;
/** What the film models of the queue make. */
const FRAMES = { least: 17, most: 161 };

/** A film of whole seconds has one frame more: the one it begins with. */
export function frameCount(seconds: number): number {
  return Math.max(FRAMES.least, Math.min(FRAMES.most, Math.round(seconds * FRAMES_PER_SECOND) + 1));
}

export async function hubVideo(
  access: HubAccess,
  call: AdapterCall,
  request: VideoRequest,
  pace?: JobPace,
): Promise<Usage> {
  const { model } = splitName(call.model.name, 'video');
  const frames = frameCount(request.seconds);
  const parameters = {
    num_frames: frames,
    aspect_ratio: nearestRatio(request, ['16:9', '9:16', '1:1']),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
  };
  try {
    const order = { task: 'text-to-video', model, inputs: request.prompt, parameters, pace } as const;
    const [url = ''] = await throughQueue(access, call, order);
    await deliverVideo(call, { url }, (frames - 1) / FRAMES_PER_SECOND);
    return {};
  } catch (error) {
    throw hubFailure(error);
  }
}
