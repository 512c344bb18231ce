import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ListServer {
  /** With `/v1`. */
  url: string;
  /** What was asked so far. */
  requests: { method: string; path: string; headers: IncomingHttpHeaders }[];
  /** What it answers from now on: JSON, raw text with its status, or nothing at all. */
  answer(next: { json: unknown } | { status: number; text?: string; headers?: Record<string, string> } | 'hang'): void;
  close(): Promise<void>;
}

/** A provider's model list on a socket of its own. */
export async function startListServer(first: unknown): Promise<ListServer> {
  let next: Parameters<ListServer['answer']>[0] = { json: first };
  const requests: ListServer['requests'] = [];
  const server: Server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    if (next === 'hang') return;
    if ('json' in next) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(next.json));
      return;
    }
    response.writeHead(next.status, next.headers).end(next.text ?? '');
  });
  // A connection closed for its age while a slow machine sends on it would look like a fault.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    answer: (changed) => (next = changed),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Lists as the providers send them, cut down to a few entries. */
export const LISTS = {
  openai: {
    object: 'list',
    data: [
      { id: 'gpt-5.4-mini', object: 'model', created: 1_772_000_000, owned_by: 'system' },
      { id: 'gpt-image-2', object: 'model', created: 1_772_000_000, owned_by: 'system' },
      { id: 'gpt-5.9', object: 'model', created: 1_772_000_000, owned_by: 'system' },
    ],
  },
  deepseek: {
    object: 'list',
    data: [{ id: 'deepseek-chat', object: 'model', owned_by: 'deepseek' }],
  },
  openrouter: {
    data: [
      {
        id: 'google/gemini-3.1-flash-lite',
        canonical_slug: 'google/gemini-3.1-flash-lite-20260303',
        name: 'Google: Gemini 3.1 Flash Lite',
        created: 1_772_000_000,
        context_length: 1_048_576,
        architecture: {
          modality: 'text+image->text',
          input_modalities: ['text', 'image'],
          output_modalities: ['text'],
          tokenizer: 'Gemini',
          instruct_type: null,
        },
        pricing: { prompt: '0.00000025', completion: '0.0000015', request: '0', image: '0' },
        top_provider: { context_length: 1_048_576, max_completion_tokens: 65_535, is_moderated: false },
        per_request_limits: null,
        supported_parameters: ['max_tokens', 'reasoning', 'temperature'],
      },
      {
        id: 'openrouter/auto',
        name: 'Auto Router',
        context_length: 2_000_000,
        architecture: { modality: 'text->text', input_modalities: ['text'], output_modalities: ['text'] },
        pricing: { prompt: '-1', completion: '-1' },
        top_provider: { context_length: null, max_completion_tokens: null, is_moderated: false },
        per_request_limits: null,
        supported_parameters: [],
      },
      {
        id: 'bytedance-seed/seedream-4.5',
        name: 'ByteDance Seed: Seedream 4.5',
        context_length: 4_096,
        architecture: {
          modality: 'text+image->image',
          input_modalities: ['image', 'text'],
          output_modalities: ['image'],
        },
        pricing: { prompt: '0', completion: '0', image_output: '0.04' },
        top_provider: { context_length: 4_096, max_completion_tokens: null, is_moderated: false },
      },
    ],
  },
  mistral: {
    object: 'list',
    data: [
      {
        id: 'mistral-medium-2604',
        object: 'model',
        created: 1_772_000_000,
        owned_by: 'mistralai',
        name: 'mistral-medium-2604',
        description: 'A model.',
        max_context_length: 262_144,
        aliases: ['mistral-medium-latest', 'mistral-medium'],
        deprecation: null,
        default_model_temperature: 0.3,
        type: 'base',
        capabilities: {
          completion_chat: true,
          completion_fim: false,
          function_calling: true,
          fine_tuning: false,
          vision: true,
          ocr: false,
          classification: false,
          moderation: false,
          audio: false,
        },
      },
      {
        id: 'voxtral-mini-2602',
        object: 'model',
        max_context_length: 32_768,
        aliases: [],
        capabilities: { completion_chat: false, vision: false, audio_transcription: true },
      },
    ],
  },
  huggingface: {
    object: 'list',
    data: [
      {
        id: 'Qwen/Qwen3-Next-80B-A3B-Instruct',
        object: 'model',
        created: 1_757_000_000,
        owned_by: 'Qwen',
        architecture: { input_modalities: ['text'], output_modalities: ['text'] },
        providers: [
          {
            provider: 'novita',
            status: 'live',
            context_length: 65_536,
            pricing: { input: 0.15, output: 1.5 },
            supports_tools: true,
            supports_structured_output: false,
          },
          { provider: 'together', status: 'live', context_length: 262_144, pricing: { input: 0.3, output: 1.2 } },
          { provider: 'asleep', status: 'staging', context_length: 1_024, pricing: { input: 9, output: 9 } },
        ],
      },
      {
        id: 'org/unpriced',
        object: 'model',
        architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
        providers: [
          { provider: 'one', status: 'live', context_length: 8_192 },
          { provider: 'two', status: 'live', pricing: { input: 1, output: 1 } },
        ],
      },
      { id: 'org/gone', object: 'model', providers: [{ provider: 'one', status: 'error' }] },
    ],
  },
  vllm: {
    object: 'list',
    data: [
      { id: 'org/llama', object: 'model', owned_by: 'vllm', root: 'org/llama', parent: null, max_model_len: 8_192 },
    ],
  },
  ollama: {
    object: 'list',
    data: [{ id: 'llama3.3:latest', object: 'model', created: 1_757_000_000, owned_by: 'library' }],
  },
} as const;
