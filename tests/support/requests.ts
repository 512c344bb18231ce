import type { ModelRequest } from '@/lib/ai/types';

/** A rendered text request: no instructions, 1,000 tokens of output at most. */
export function textRequest(prompt: string, maxOutputTokens = 1_000): ModelRequest {
  return {
    kind: 'text',
    instructions: '',
    prompt,
    maxOutputTokens,
    demo: { task: 'write', text: prompt, options: {} },
  };
}

export const IMAGE_REQUEST: ModelRequest = { kind: 'image', prompt: 'A lighthouse', width: 512, height: 512 };
