import { CallFailure } from '../chain/failure';
import type { Model, ModelRequest } from '../types';
import { callChat, wholeChatBody, type ChatDialect } from '../wire/chat-completions';
import { createEndpoint } from '../wire/endpoint';
import type { Adapter } from './adapter';
import { guardedFetch } from './guarded-fetch';
import { loadOnce } from './load-once';
import { makeSpeech } from './make-speech';
import { makeTranscript } from './make-transcript';
import { MISTRAL_SPEECH, voiceOf } from './voices';

export interface MistralAccess {
  apiKey: string;
  /** With `/v1`; Mistral's own address when absent. */
  baseUrl?: string | undefined;
}

type TextRequest = Extract<ModelRequest, { kind: 'text' }>;

const MISTRAL_URL = 'https://api.mistral.ai/v1';

/** Usage comes with the last chunk unasked, and members that Mistral does not know are refused. */
const DIALECT: ChatDialect = { streamOptions: false, jsonObjects: true };

/** Older models refuse a language together with times; the language is what the user has wished for. */
const TELLS_EITHER = new Set(['voxtral-mini-2507', 'voxtral-mini-2602', 'voxtral-mini-latest']);

/** Mistral refuses more as a fault of the request; others take up to 2, and a chain must not end on that. */
const MAX_TEMPERATURE = 1.5;

function cooled(request: TextRequest): TextRequest {
  const { temperature } = request;
  return temperature !== undefined && temperature > MAX_TEMPERATURE
    ? { ...request, temperature: MAX_TEMPERATURE }
    : request;
}

/** The body of a call whose answer comes whole. */
export const mistralBody = (model: Model, request: TextRequest) => wholeChatBody(model, cooled(request), DIALECT);

/** Chat completions for text, Mistral's package for sound. */
export function createMistralAdapter({ apiKey, baseUrl = MISTRAL_URL }: MistralAccess): Adapter {
  const baseURL = baseUrl.replace(/\/+$/, '');
  const chat = createEndpoint(`${baseURL}/chat/completions`, { authorization: `Bearer ${apiKey}` });
  const loadSdk = loadOnce(() => import('@ai-sdk/mistral'));
  return {
    prepare: (request) => (request.kind === 'text' ? undefined : loadSdk()),
    async call(call) {
      const { model, request, onAnswered } = call;
      if (request.kind === 'text') return callChat(chat, call, cooled(request), DIALECT);
      const { createMistral } = await import('@ai-sdk/mistral');
      const mistral = createMistral({ apiKey, baseURL, fetch: guardedFetch(onAnswered) });
      if (request.kind === 'speech') {
        const voice = voiceOf(MISTRAL_SPEECH, request.voice);
        return makeSpeech(mistral.speech(model.name), call, { text: request.text, format: request.format, voice });
      }
      if (request.kind === 'transcription') {
        const { audio, language } = request;
        const told = language !== undefined && TELLS_EITHER.has(model.name);
        const options = {
          ...(language === undefined ? {} : { language }),
          ...(model.capabilities?.includes('timestamps') && !told ? { timestampGranularities: ['segment'] } : {}),
        };
        return makeTranscript(mistral.transcription(model.name), call, {
          audio,
          ...(Object.keys(options).length === 0 ? {} : { providerOptions: { mistral: options } }),
        });
      }
      throw new CallFailure({ outcome: 'bad_response' });
    },
  };
}
