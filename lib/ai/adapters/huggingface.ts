import { callChat } from '../wire/chat-completions';
import { createEndpoint } from '../wire/endpoint';
import type { Adapter } from './adapter';
import { hubImage } from './huggingface-image';
import { dropQueued } from './huggingface-queue';
import { hubAddresses } from './huggingface-route';
import { hubSpeech, hubTranscript } from './huggingface-sound';
import { hubVideo } from './huggingface-video';
import type { JobPace } from './run-job';

export interface HuggingFaceAccess {
  apiKey: string;
  /** With `/v1`, where the router takes chat completions; the router's own when absent. */
  baseUrl?: string | undefined;
  /** Of film jobs; other than the usual in tests. */
  pace?: JobPace | undefined;
}

/**
 * The router of Hugging Face: chat completions for text, the official package for everything else. A name may say who
 * is to run the model, as the router writes it: "org/model:company".
 */
export function createHuggingFaceAdapter({ apiKey, baseUrl, pace }: HuggingFaceAccess): Adapter {
  const addresses = hubAddresses(baseUrl);
  const access = { apiKey, addresses };
  const chat = createEndpoint(`${addresses.chat}/chat/completions`, { authorization: `Bearer ${apiKey}` });
  let isLoaded = false;
  const load = () => import('@huggingface/inference').then(() => void (isLoaded = true));
  return {
    dropJob: (ticket, signal) => dropQueued(access, ticket, signal),
    prepare: (request) => (request.kind === 'text' || isLoaded ? undefined : load()),
    async call(call) {
      const { request } = call;
      switch (request.kind) {
        case 'text':
          return callChat(chat, call, request);
        case 'image':
          return hubImage(access, call, request, pace);
        case 'speech':
          return hubSpeech(access, call, request);
        case 'transcription':
          return hubTranscript(access, call, request);
        case 'video':
          return hubVideo(access, call, request, pace);
      }
    },
  };
}
