import type { JSONObject } from '@ai-sdk/provider';
import { CallFailure } from '../chain/failure';
import { callChat, type ChatDialect } from '../wire/chat-completions';
import { createEndpoint } from '../wire/endpoint';
import type { Adapter } from './adapter';
import { guardedFetch } from './guarded-fetch';
import { loadOnce } from './load-once';
import { makeImage } from './make-image';
import { makeSpeech } from './make-speech';
import { makeTranscript } from './make-transcript';
import { OPENAI_SPEECH, voiceOf } from './voices';

export interface OpenAiAccess {
  apiKey: string;
  /** With `/v1`; OpenAI's own address when absent. */
  baseUrl?: string | undefined;
}

export const OPENAI_URL = 'https://api.openai.com/v1';

/** Models that think first are asked not to: tools here want one short answer soon. */
export const OPENAI_DIALECT: ChatDialect = {
  instructionsRole: 'developer',
  limitName: 'max_completion_tokens',
  jsonObjects: true,
  extra: { reasoning_effort: 'none' },
};

/** Newer models are told a list of the languages to expect, under another name, and refuse the older one. */
const languageOption = (model: string, language: string): JSONObject =>
  model.startsWith('gpt-transcribe') ? { languages: [language] } : { language };

/** Times come with this format alone. */
const TIMESTAMPS: JSONObject = { responseFormat: 'verbose_json', timestampGranularities: ['segment'] };

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
      if (request.kind === 'text') return callChat(chat, call, request, OPENAI_DIALECT);
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
          const voice = voiceOf(OPENAI_SPEECH, request.voice);
          return makeSpeech(openai.speech(model.name), call, { text, format, voice, speed });
        }
        case 'transcription': {
          const { audio, language } = request;
          const openAi = {
            ...(language === undefined ? {} : languageOption(model.name, language)),
            ...(model.capabilities?.includes('timestamps') ? TIMESTAMPS : {}),
          };
          const providerOptions = { openai: openAi };
          return makeTranscript(openai.transcription(model.name), call, { audio, providerOptions });
        }
        case 'video':
          throw new CallFailure({ outcome: 'bad_response' });
      }
    },
  };
}
