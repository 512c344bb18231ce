import type { CompatibleServer } from '../catalog/compatible';
import { CallFailure } from '../chain/failure';
import { callChat } from '../wire/chat-completions';
import { createEndpoint } from '../wire/endpoint';
import type { Adapter } from './adapter';
import { guardedFetch } from './guarded-fetch';
import { loadOnce } from './load-once';
import { makeImage } from './make-image';

/** What the SDK calls any of them; its options go by this name. */
const NAME = 'compatible';

/**
 * Any server with OpenAI's chat completions, and its image interface where the operator's catalog names an image model of
 * it. A key is sent when one is configured.
 */
export function createCompatibleAdapter(server: CompatibleServer): Adapter {
  const { apiKey } = server;
  const baseUrl = server.baseUrl.replace(/\/+$/, '');
  const chat = createEndpoint(`${baseUrl}/chat/completions`, apiKey ? { authorization: `Bearer ${apiKey}` } : {});
  const loadSdk = loadOnce(() => import('@ai-sdk/openai-compatible'));
  return {
    prepare: (request) => (request.kind === 'image' ? loadSdk() : undefined),
    async call(call) {
      const { model, request, onAnswered } = call;
      if (request.kind === 'text') return callChat(chat, call, request);
      if (request.kind !== 'image' || model.kind !== 'image') throw new CallFailure({ outcome: 'bad_response' });
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      const fetch = guardedFetch(onAnswered);
      const provider = createOpenAICompatible({ name: NAME, baseURL: baseUrl, fetch, ...(apiKey ? { apiKey } : {}) });
      return makeImage(provider.imageModel(model.name), call, {
        request,
        size: `${request.width}x${request.height}`,
        // Many of these servers would answer with an address of their own disk.
        providerOptions: { [NAME]: { response_format: 'b64_json' } },
      });
    },
  };
}
