import OpenAI from 'openai';
import { createDeepSeekAdapter } from '@/lib/ai/adapters/deepseek';
import { DEEPSEEK_MODELS } from '@/lib/ai/catalog/deepseek';
import recorded from '../../../fixtures/wire/deepseek.json';
import { DEEPSEEK_KEY, startDeepSeekServer, type DeepSeekServer } from '../../../support/wire/deepseek-wire-server';
import { IMAGE, modelIn, shapeOf, since, SOUND, SPEECH, tell, TEXT } from './adapter-world';

const FLASH = modelIn(DEEPSEEK_MODELS, 'deepseek/deepseek-flash');
const MESSAGES = recorded.requests.chat[0]?.body.messages ?? [];

let server: DeepSeekServer;
beforeAll(async () => void (server = await startDeepSeekServer()));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = (path = '', apiKey = DEEPSEEK_KEY) => createDeepSeekAdapter({ apiKey, baseUrl: server.url + path });
const official = () => new OpenAI({ apiKey: DEEPSEEK_KEY, baseURL: server.url, maxRetries: 0 });
/** A member of DeepSeek's own, which the client's types do not have. */
const QUICK = { thinking: { type: 'disabled' } };

describe('requests, member by member', () => {
  test('text asks as the client does that DeepSeek names, and for no thinking', async () => {
    const told = await tell(open(), FLASH, TEXT);
    expect(told).toMatchObject({ text: 'The quick brown fox.', answered: true });
    expect(told.usage).toEqual({ inputTokens: 14, outputTokens: 5 });
    expect(since(server)).toEqual(recorded.requests.chat);
    const stream = await official().chat.completions.create({
      model: 'deepseek-flash',
      messages: [
        { role: 'system', content: 'Answer briefly.' },
        { role: 'user', content: 'Say something.' },
      ],
      ...{ max_tokens: 200, temperature: 0.5, stream: true, stream_options: { include_usage: true } },
      ...QUICK,
    });
    let text = '';
    let tokens: number | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      tokens = chunk.usage?.completion_tokens ?? tokens;
    }
    expect([text, tokens]).toEqual(['The quick brown fox.', 5]);
    expect(since(server)).toEqual(recorded.requests.chat);
  });

  test('an address may end in /v1 or a slash', async () => {
    for (const [path, heard] of [
      ['/v1', '/v1/chat/completions'],
      ['/', '/chat/completions'],
      ['/v1/', '/v1/chat/completions'],
    ] as const) {
      expect((await tell(open(path), FLASH, TEXT)).failure).toBeUndefined();
      expect(server.heard.at(-1)).toMatchObject({ path: heard, headers: { authorization: `Bearer ${DEEPSEEK_KEY}` } });
    }
  });

  test('every model of the catalog is one that DeepSeek has', async () => {
    const list = await official().models.list();
    const names = list.data.map(({ id }) => id);
    for (const model of DEEPSEEK_MODELS) {
      expect(names).toContain(model.name);
      expect((await tell(open(), model, TEXT)).text).toBe('The quick brown fox.');
    }
  });

  test('it makes nothing but text, and is not asked', async () => {
    for (const request of [IMAGE, SPEECH, SOUND])
      expect((await tell(open(), FLASH, request)).failure).toEqual({ outcome: 'bad_response' });
    expect(server.heard).toEqual([]);
  });
});

describe('answers', () => {
  test('comments while it is busy are no content', async () => {
    server.script({ do: 'ok', waits: 3 });
    expect((await tell(open(), FLASH, TEXT)).text).toBe('The quick brown fox.');
  });

  test('comments without end leave the call without content until its signal ends it', async () => {
    server.script({ do: 'busy' });
    const stop = new AbortController();
    const call = tell(open(), FLASH, TEXT, stop.signal);
    await server.waitFor(() => true);
    setTimeout(() => stop.abort(new Error('enough')), 50);
    expect(await call).toMatchObject({ text: '', answered: true });
    expect(await server.waitFor(({ aborted }) => aborted)).toMatchObject({ aborted: true });
  });

  test('what it thinks is no answer, and thinking alone is nothing', async () => {
    server.script({ do: 'think' });
    expect(await tell(open(), FLASH, TEXT)).toMatchObject({ text: '', usage: { outputTokens: 4 } });
  });

  test('a limit reached is an answer; resources run out are a failure of the provider', async () => {
    server.script({ do: 'ok', finish: 'length' });
    expect((await tell(open(), FLASH, TEXT)).failure).toBeUndefined();
    server.script({ do: 'ok', finish: 'insufficient_system_resource' });
    expect(await tell(open(), FLASH, TEXT)).toMatchObject({ failure: { outcome: 'server_error' } });
    server.script({ do: 'ok', finish: 'content_filter' });
    expect(await tell(open(), FLASH, TEXT)).toMatchObject({ failure: { outcome: 'content_refused' } });
  });

  test('a connection lost between two words is a cut', async () => {
    server.script({ do: 'cut', after: 2 });
    expect(await tell(open(), FLASH, TEXT)).toMatchObject({ text: 'The quick', failure: { outcome: 'cut' } });
  });

  test('a whole answer has the shape of the reference, behind the empty lines that keep a caller waiting', async () => {
    const response = await fetch(`${server.url}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${DEEPSEEK_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'deepseek-flash', messages: MESSAGES, ...QUICK }),
    });
    const body = await response.text();
    expect(body.startsWith('\n\n{')).toBe(true);
    expect(shapeOf(JSON.parse(body))).toEqual(shapeOf(recorded.answers.chat));
    const whole = await official().chat.completions.create({ model: 'deepseek-flash', ...chat(), ...QUICK });
    expect(whole.choices[0]?.message.content).toBe('The quick brown fox.');
  });
});

const chat = () => ({ messages: [{ role: 'user' as const, content: 'x' }] });

describe('failures, by status', () => {
  test.each([
    [400, undefined, { outcome: 'bad_request', httpStatus: 400 }],
    [402, 'unknown_error', { outcome: 'unauthorized', httpStatus: 402 }],
    [422, undefined, { outcome: 'bad_request', httpStatus: 422 }],
    [429, 'rate_limit_error', { outcome: 'rate_limited', httpStatus: 429 }],
    [500, 'server_error', { outcome: 'server_error', httpStatus: 500 }],
    [503, 'service_unavailable_error', { outcome: 'server_error', httpStatus: 503 }],
  ])('%d', async (status, type, failure) => {
    server.script({ do: 'refuse', status, ...(type ? { type } : {}) });
    expect((await tell(open(), FLASH, TEXT)).failure).toEqual(failure);
  });

  test('a pause that it asks for', async () => {
    server.script({ do: 'refuse', status: 429, retryAfter: '7' });
    expect((await tell(open(), FLASH, TEXT)).failure).toMatchObject({ outcome: 'rate_limited', retryAfterMs: 7_000 });
  });

  test('a wrong key', async () => {
    expect((await tell(open('', 'wrong'), FLASH, TEXT)).failure).toEqual({ outcome: 'unauthorized', httpStatus: 401 });
  });

  test('an empty account has the shape that DeepSeek gives it', async () => {
    server.script({ do: 'refuse', status: 402, type: 'unknown_error' });
    const error = await official()
      .chat.completions.create({ model: 'deepseek-flash', ...chat() })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ status: 402, type: 'unknown_error', code: 'invalid_request_error' });
    expect(shapeOf({ error: (error as InstanceType<typeof OpenAI.APIError>).error })).toEqual(
      shapeOf(recorded.answers.balance),
    );
  });

  test('the server refuses what the reference does not know', async () => {
    const post = async (body: object) => {
      const headers = { authorization: `Bearer ${DEEPSEEK_KEY}`, 'content-type': 'application/json' };
      return (await fetch(`${server.url}/chat/completions`, { method: 'POST', headers, body: JSON.stringify(body) }))
        .status;
    };
    const known = { model: 'deepseek-flash', ...chat() };
    expect(await post(known)).toBe(200);
    for (const wrong of [
      { surprise: 1 },
      { max_completion_tokens: 9 },
      { thinking: { type: 'none' } },
      { temperature: 3 },
      { reasoning_effort: 'none' },
      { messages: [{ role: 'developer', content: 'x' }] },
    ])
      expect([wrong, await post({ ...known, ...wrong })]).toEqual([wrong, 422]);
    expect(await post({ model: 'deepseek-flash' })).toBe(422);
    expect(await post({ ...known, model: 'deepseek-nine' })).toBe(400);
  });
});
