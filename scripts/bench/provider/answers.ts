/** Answers in OpenAI's shape, made once: a provider under load must do nothing but write them. */
export const TEXT = 'The quick brown fox jumps over the lazy dog.';

const HEAD = { id: 'chatcmpl-bench', created: 1_763_700_000, model: 'bench' };

const frame = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

const chunk = (delta: Record<string, unknown>, finish: string | null = null) =>
  frame({
    ...HEAD,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });

const usage = (tokens: number) => ({ prompt_tokens: 20, completion_tokens: tokens, total_tokens: tokens + 20 });

export const opening = chunk({ role: 'assistant', content: '' });

export const closing = (tokens: number) =>
  `${chunk({}, 'stop')}${frame({ ...HEAD, object: 'chat.completion.chunk', choices: [], usage: usage(tokens) })}data: [DONE]\n\n`;

const words = TEXT.split(' ').map((word) => `${word} `);

/** One frame per word of the text, over and over. */
const wordFrames = words.map((content) => chunk({ content }));
export const tokenFrame = (index: number) => wordFrames[index % wordFrames.length] ?? '';

/** The whole stream in one piece, its text in a single token. */
export const stream = Buffer.from(opening + chunk({ content: TEXT }) + closing(1));

export const whole = Buffer.from(
  JSON.stringify({
    ...HEAD,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: TEXT, refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: usage(1),
  }),
);

export const failure = Buffer.from(
  JSON.stringify({ error: { message: 'scripted 500', type: 'server_error', param: null, code: null } }),
);
