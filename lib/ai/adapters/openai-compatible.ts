import type { CompatibleServer } from '../catalog/compatible';
import { CallFailure } from '../chain/failure';
import type { Adapter } from './adapter';
import { guardedFetch } from './guarded-fetch';
import { loadOnce } from './load-once';
import { streamFromModel } from './stream-text';

/** Any server with OpenAI's chat completions. Text only; a key is sent when one is configured. */
export function createCompatibleAdapter(server: CompatibleServer): Adapter {
  return {
    prepare: loadOnce(() => import('@ai-sdk/openai-compatible')),
    async *call({ model, request, signal, onAnswered }) {
      if (request.kind !== 'text') throw new CallFailure({ outcome: 'bad_response' });
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      const provider = createOpenAICompatible({
        name: server.id,
        baseURL: server.baseUrl,
        includeUsage: true,
        fetch: guardedFetch(onAnswered),
        ...(server.apiKey ? { apiKey: server.apiKey } : {}),
      });
      return yield* streamFromModel(provider.chatModel(model.name), { request, signal });
    },
  };
}
