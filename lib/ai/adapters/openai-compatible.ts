import type { CompatibleServer } from '../catalog/compatible';
import { CallFailure } from '../chain/failure';
import { chatBody, streamChat } from '../wire/chat-completions';
import { createEndpoint } from '../wire/endpoint';
import type { Adapter } from './adapter';

/** Any server with OpenAI's chat completions. Text only; a key is sent when one is configured. */
export function createCompatibleAdapter(server: CompatibleServer): Adapter {
  const chat = createEndpoint(
    `${server.baseUrl.replace(/\/+$/, '')}/chat/completions`,
    server.apiKey ? { authorization: `Bearer ${server.apiKey}` } : {},
  );
  return {
    async call(call) {
      const { model, request } = call;
      if (request.kind !== 'text') throw new CallFailure({ outcome: 'bad_response' });
      return streamChat(chat, chatBody(model.name, request), call);
    },
  };
}
