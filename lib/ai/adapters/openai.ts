import type { JSONObject } from '@ai-sdk/provider';
import { CallFailure } from '../chain/failure';
import { chatBody, streamChat, type ChatDialect } from '../wire/chat-completions';
import { createEndpoint } from '../wire/endpoint';
import type { Adapter } from './adapter';
import { guardedFetch } from './guarded-fetch';
import { loadOnce } from './load-once';
import { makeImage } from './make-image';
import { makeSpeech } from './make-speech';
import { makeTranscript } from './make-transcript';

export interface OpenAiAccess {
  apiKey: string;
  /** With `/v1`; OpenAI's own address when absent. */
  baseUrl?: string | undefined;
}

const OPENAI_URL = 'https://api.openai.com/v1';

/** Models that think first are asked not to: tools here want one short answer soon. */
const DIALECT: ChatDialect = {
  instructionsRole: 'developer',
  limitName: 'max_completion_tokens',
  extra: { reasoning_effort: 'none' },
};

/** A wish for another provider's voice is none for this one. */
const VOICES = new Set([
  ...['alloy', 'ash', 'ballad', 'coral', 'echo', 'fable', 'onyx'],
  ...['nova', 'sage', 'shimmer', 'verse', 'marin', 'cedar'],
]);
const DEFAULT_VOICE = 'alloy';

/** Newer models are told a list of the languages to expect, under another name, and refuse the older one. */
const languageOption = (model: string, language: string): JSONObject =>
  model.startsWith('gpt-transcribe') ? { languages: [language] } : { language };

/** The nearest of the three sizes OpenAI's image models make. */
export function openAiImageSize(width: number, height: number): '1024x1024' | '1536x1024' | '1024x1536' {
  const ratio = width / height;
  if (ratio > 1.2) return '1536x1024';
  return ratio < 1 / 1.2 ? '1024x1536' : '1024x1024';
}

/** Chat completions for text, since every proxy in front of OpenAI speaks them; the SDK for everything else. */
export function createOpenAiAdapter({ apiKey, baseUrl = OPENAI_URL }: OpenAiAccess): Adapter {
  const chat = createEndpoint(`${baseUrl.replace(/\/+$/, '')}/chat/completions`, { authorization: `Bearer ${apiKey}` });
  const loadSdk = loadOnce(() => import('@ai-sdk/openai'));
  return {
    prepare: (request) => (request.kind === 'text' ? undefined : loadSdk()),
    async call(call) {
      const { model, request, onAnswered } = call;
      if (request.kind === 'text') return streamChat(chat, chatBody(model.name, request, DIALECT), call);
      const { createOpenAI } = await import('@ai-sdk/openai');
      const openai = createOpenAI({ apiKey, baseURL: baseUrl, fetch: guardedFetch(onAnswered) });
      switch (request.kind) {
        case 'image':
          return makeImage(openai.image(model.name), call, {
            request,
            size: openAiImageSize(request.width, request.height),
            providerOptions: { openai: { quality: 'low' } },
          });
        case 'speech': {
          const { text, format, speed } = request;
          const voice = request.voice !== undefined && VOICES.has(request.voice) ? request.voice : DEFAULT_VOICE;
          return makeSpeech(openai.speech(model.name), call, { text, format, voice, speed });
        }
        case 'transcription': {
          const { audio, mediaType, language } = request;
          return makeTranscript(openai.transcription(model.name), call, {
            ...{ audio, mediaType },
            ...(language === undefined ? {} : { providerOptions: { openai: languageOption(model.name, language) } }),
          });
        }
        case 'video':
          throw new CallFailure({ outcome: 'bad_response' });
      }
    },
  };
}
