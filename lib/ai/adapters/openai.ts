import { CallFailure } from '../chain/failure';
import type { Adapter } from './adapter';
import { guardedFetch } from './guarded-fetch';
import { loadOnce } from './load-once';
import { imageFromModel } from './make-image';
import { streamFromModel } from './stream-text';

export interface OpenAiAccess {
  apiKey: string;
  /** With `/v1`; OpenAI's own address when absent. */
  baseUrl?: string | undefined;
}

const OPENAI_URL = 'https://api.openai.com/v1';

/** The nearest of the three sizes OpenAI's image models make. */
export function openAiImageSize(width: number, height: number): '1024x1024' | '1536x1024' | '1024x1536' {
  const ratio = width / height;
  if (ratio > 1.2) return '1536x1024';
  return ratio < 1 / 1.2 ? '1024x1536' : '1024x1024';
}

/** OpenAI through the SDK: chat completions for text, since every proxy in front of OpenAI speaks them. */
export function createOpenAiAdapter({ apiKey, baseUrl = OPENAI_URL }: OpenAiAccess): Adapter {
  return {
    prepare: loadOnce(() => import('@ai-sdk/openai')),
    async *call({ model, request, signal, onAnswered }) {
      const { createOpenAI } = await import('@ai-sdk/openai');
      const openai = createOpenAI({ apiKey, baseURL: baseUrl, fetch: guardedFetch(onAnswered) });
      if (request.kind === 'text')
        return yield* streamFromModel(openai.chat(model.name), { request, signal, reasoning: 'none' });
      if (request.kind !== 'image') throw new CallFailure({ outcome: 'bad_response' });
      return yield* imageFromModel(openai.image(model.name), {
        request,
        signal,
        size: openAiImageSize(request.width, request.height),
        providerOptions: { openai: { quality: 'low' } },
      });
    },
  };
}
