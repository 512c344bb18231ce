import { CallFailure } from '../chain/failure';
import type { ModelRequest } from '../types';
import { chatBody, streamChat, type ChatDialect } from '../wire/chat-completions';
import { createEndpoint } from '../wire/endpoint';
import type { Adapter } from './adapter';
import { guardedFetch } from './guarded-fetch';
import { loadOnce } from './load-once';
import { makeSpeech } from './make-speech';
import { makeTranscript } from './make-transcript';

export interface MistralAccess {
  apiKey: string;
  /** With `/v1`; Mistral's own address when absent. */
  baseUrl?: string | undefined;
}

type TextRequest = Extract<ModelRequest, { kind: 'text' }>;

const MISTRAL_URL = 'https://api.mistral.ai/v1';

/** Usage comes with the last chunk unasked, and members that Mistral does not know are refused. */
const DIALECT: ChatDialect = { streamOptions: false };

/**
 * Language, name, mood ("en_paul_neutral"), a number ("voice_478"), or the id of one that the account has saved. A wish for
 * another provider's voice is none for this one.
 */
const VOICE = /^([a-z]{2}_[a-z]+_[a-z]+|voice_\d+|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/;
const DEFAULT_VOICE = 'en_paul_neutral';

/** Mistral refuses more as a fault of the request; others take up to 2, and a chain must not end on that. */
const MAX_TEMPERATURE = 1.5;

function textBody(model: string, request: TextRequest): Record<string, unknown> {
  const { temperature } = request;
  const cooled = temperature !== undefined && temperature > MAX_TEMPERATURE ? MAX_TEMPERATURE : temperature;
  return chatBody(model, cooled === undefined ? request : { ...request, temperature: cooled }, DIALECT);
}

/** Chat completions for text, Mistral's package for sound. */
export function createMistralAdapter({ apiKey, baseUrl = MISTRAL_URL }: MistralAccess): Adapter {
  const baseURL = baseUrl.replace(/\/+$/, '');
  const chat = createEndpoint(`${baseURL}/chat/completions`, { authorization: `Bearer ${apiKey}` });
  const loadSdk = loadOnce(() => import('@ai-sdk/mistral'));
  return {
    prepare: (request) => (request.kind === 'text' ? undefined : loadSdk()),
    async call(call) {
      const { model, request, onAnswered } = call;
      if (request.kind === 'text') return streamChat(chat, textBody(model.name, request), call);
      const { createMistral } = await import('@ai-sdk/mistral');
      const mistral = createMistral({ apiKey, baseURL, fetch: guardedFetch(onAnswered) });
      if (request.kind === 'speech') {
        const voice = request.voice !== undefined && VOICE.test(request.voice) ? request.voice : DEFAULT_VOICE;
        return makeSpeech(mistral.speech(model.name), call, { text: request.text, format: request.format, voice });
      }
      if (request.kind === 'transcription') {
        const { audio, mediaType, language } = request;
        return makeTranscript(mistral.transcription(model.name), call, {
          ...{ audio, mediaType },
          ...(language === undefined ? {} : { providerOptions: { mistral: { language } } }),
        });
      }
      throw new CallFailure({ outcome: 'bad_response' });
    },
  };
}
