import { CallFailure } from '../chain/failure';
import { callChat, type ChatDialect } from '../wire/chat-completions';
import { createEndpoint } from '../wire/endpoint';
import type { Adapter } from './adapter';

export interface DeepSeekAccess {
  apiKey: string;
  /** DeepSeek's own address when absent; chat completions stand right under it, with or without `/v1`. */
  baseUrl?: string | undefined;
}

const DEEPSEEK_URL = 'https://api.deepseek.com';

/** Its models think unless they are asked not to: tools here want one short answer soon. */
const DIALECT: ChatDialect = { jsonObjects: true, extra: { thinking: { type: 'disabled' } } };

/** DeepSeek makes text alone. While it is busy it sends comments, which are no content. */
export function createDeepSeekAdapter({ apiKey, baseUrl = DEEPSEEK_URL }: DeepSeekAccess): Adapter {
  const chat = createEndpoint(`${baseUrl.replace(/\/+$/, '')}/chat/completions`, { authorization: `Bearer ${apiKey}` });
  return {
    async call(call) {
      const { request } = call;
      if (request.kind !== 'text') throw new CallFailure({ outcome: 'bad_response' });
      return callChat(chat, call, request, DIALECT);
    },
  };
}
