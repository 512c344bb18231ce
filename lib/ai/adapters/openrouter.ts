import { callChat } from '../wire/chat-completions';
import { createEndpoint } from '../wire/endpoint';
import type { Adapter } from './adapter';
import { nearestRatio } from './aspect-ratio';
import { guardedFetch } from './guarded-fetch';
import { loadOnce } from './load-once';
import { makeImage } from './make-image';
import type { JobPace } from './run-job';
import { openRouterSpeech, openRouterTranscript } from './openrouter-audio';
import { openRouterVideo } from './openrouter-video';

export interface OpenRouterAccess {
  apiKey: string;
  /** With `/api/v1`; OpenRouter's own address when absent. */
  baseUrl?: string | undefined;
  /** Where this hub lives and what it is called: shown in OpenRouter's own lists. */
  appUrl?: string | undefined;
  appName?: string | undefined;
  /** Of film jobs; other than the usual in tests. */
  pace?: JobPace | undefined;
}

const OPENROUTER_URL = 'https://openrouter.ai/api/v1';
const IMAGE_RATIOS = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '4:5', '5:4', '21:9', '9:21'] as const;

/** Headers carry no letters beyond ASCII. */
const plain = (text: string | undefined) => text?.replace(/[^\x20-\x7e]/g, '').trim();

function attribution({ appUrl, appName }: OpenRouterAccess): Record<string, string> {
  const title = plain(appName);
  return {
    ...(appUrl ? { 'HTTP-Referer': appUrl } : {}),
    // The second is the name that OpenRouter gave it first and that proxies in front of it know.
    ...(title ? { 'X-OpenRouter-Title': title, 'X-Title': title } : {}),
  };
}

/** Chat completions for text, OpenRouter's package for images, its own interfaces for sound, jobs for film. */
export function createOpenRouterAdapter(access: OpenRouterAccess): Adapter {
  const { apiKey, pace } = access;
  const baseUrl = (access.baseUrl ?? OPENROUTER_URL).replace(/\/+$/, '');
  const about = attribution(access);
  const headers = { authorization: `Bearer ${apiKey}`, ...about };
  const chat = createEndpoint(`${baseUrl}/chat/completions`, headers);
  const loadSdk = loadOnce(() => import('@openrouter/ai-sdk-provider'));
  return {
    prepare: (request) => (request.kind === 'image' ? loadSdk() : undefined),
    async call(call) {
      const { model, request, onAnswered } = call;
      switch (request.kind) {
        case 'text':
          return callChat(chat, call, request);
        case 'image': {
          const { createOpenRouter } = await import('@openrouter/ai-sdk-provider');
          const fetch = guardedFetch(onAnswered);
          const provider = createOpenRouter({ apiKey, baseURL: baseUrl, headers: about, fetch });
          const aspectRatio = nearestRatio(request, IMAGE_RATIOS);
          return makeImage(provider.imageModel(model.name), call, { request, aspectRatio, seed: request.seed });
        }
        case 'video':
          return openRouterVideo(call, request, { baseUrl, headers, pace });
        case 'speech':
          return openRouterSpeech({ baseUrl, headers }, call, request);
        case 'transcription':
          return openRouterTranscript({ baseUrl, headers }, call, request);
      }
    },
  };
}
