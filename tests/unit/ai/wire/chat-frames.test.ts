import { createFrameReader } from '@/lib/ai/wire/chat-frames';
import { FrameError } from '@/lib/ai/wire/wire-error';

const delta = (content: unknown, finish: string | null = null) =>
  JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });

function read(...frames: string[]) {
  let text = '';
  const reader = createFrameReader((piece) => void (text += piece));
  for (const frame of frames) reader.take(frame);
  return { text: () => text, end: () => reader.end() };
}

test('deltas make the text, the last frame the usage', () => {
  const usage = JSON.stringify({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 2 } });
  const answer = read(delta('Hel'), delta('lo'), delta(null, 'stop'), usage, '[DONE]');
  expect(answer.text()).toBe('Hello');
  expect(answer.end()).toEqual({ inputTokens: 7, outputTokens: 2 });
});

test('typed parts count when they are text; thinking is no answer', () => {
  const parts = [
    { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
    { type: 'text', text: 'Yes' },
  ];
  expect(read(delta(parts), delta(null, 'stop')).text()).toBe('Yes');
});

test('a reasoning delta without content is no text', () => {
  const frame = JSON.stringify({ choices: [{ delta: { content: null, reasoning_content: 'let me see' } }] });
  expect(read(frame, delta('4', 'stop')).text()).toBe('4');
});

test('a whole answer is read like a chunk', () => {
  const whole = JSON.stringify({
    choices: [{ message: { role: 'assistant', content: 'All' }, finish_reason: 'stop' }],
  });
  const answer = read(whole);
  expect(answer.text()).toBe('All');
  expect(answer.end()).toEqual({});
});

test.each([
  ['no word of completion, without text', [], 'empty'],
  ['no word of completion, with text', [delta('a')], 'cut'],
  ['[DONE] alone', ['[DONE]'], 'empty'],
  ['a filter', [delta('a'), delta(null, 'content_filter')], 'content_refused'],
  ['a provider that gave up', [delta('a'), delta(null, 'error')], 'server_error'],
  ['a provider without room', [delta('a'), delta(null, 'insufficient_system_resource')], 'server_error'],
])('%s fails as what it is', (_, frames, outcome) => {
  expect(() => read(...frames).end()).toThrow(expect.objectContaining({ outcome }) as Error);
});

test('a server that ends with [DONE] alone has finished what it said', () => {
  expect(read(delta('a'), '[DONE]').end()).toEqual({});
});

test.each(['{"choices": [{{{', '"words"', 'null'])('%s is no frame', (frame) => {
  expect(() => read(frame)).toThrow(expect.objectContaining({ outcome: 'bad_response' }) as Error);
});

test('an error frame throws what the provider said, for its code alone', () => {
  expect(() => read(JSON.stringify({ error: { code: 'server_error', message: 'private words' } }))).toThrow(FrameError);
});

test('what follows the last word in the same piece is neither delivered nor judged', () => {
  const answer = read(delta('a', 'stop'), '[DONE]', delta('b'), '{{{');
  expect(answer.text()).toBe('a');
  expect(answer.end()).toEqual({});
});

test('parts that are no parts and texts that are no texts say nothing', () => {
  const odd = [null, 5, { type: 'text', text: { a: 1 } }, { type: 'text', text: 'ok' }];
  expect(read(delta(odd), delta(null, 'stop')).text()).toBe('ok');
});

test.each(['length', 'max_tokens', 'model_length'])('an answer that was ended by its limit (%s) says so', (word) => {
  expect(read(delta('a'), delta(null, word)).end()).toEqual({ truncated: true });
});
