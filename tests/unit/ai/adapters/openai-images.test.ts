import OpenAI, { toFile } from 'openai';
import { createOpenAiAdapter } from '@/lib/ai/adapters/openai';
import { OPENAI_MODELS } from '@/lib/ai/catalog/openai';
import type { ModelRequest } from '@/lib/ai';
import { formsSince } from '../../../support/wire/form';
import {
  OPENAI_KEY,
  startOpenAiMediaServer,
  type OpenAiMediaServer,
} from '../../../support/wire/openai-media-wire-server';
import { fileOf, IMAGE, modelIn, since, tell } from './adapter-world';

const PAINTER = modelIn(OPENAI_MODELS, 'openai/gpt-image-2');
const PNG_HEX = '89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61';
const SOURCE = fileOf(PNG_HEX, 'image/png', 'cat.png');
const EDIT = { ...IMAGE, style: undefined, prompt: 'In winter', source: SOURCE } as ModelRequest;

let server: OpenAiMediaServer;
beforeAll(async () => void (server = await startOpenAiMediaServer('real')));
afterAll(() => server.close());
beforeEach(() => void server.heard.splice(0));

const open = () => createOpenAiAdapter({ apiKey: OPENAI_KEY, baseUrl: server.url });
const official = () => new OpenAI({ apiKey: OPENAI_KEY, baseURL: server.url, maxRetries: 0 });

test('several pictures are one request, as the official client sends it, and all of them arrive', async () => {
  const told = await tell(open(), PAINTER, { ...IMAGE, count: 3 } as ModelRequest);
  expect(told.files.map(({ mediaType, width, height }) => [mediaType, width, height])).toEqual(
    Array.from({ length: 3 }, () => ['image/png', 1_536, 1_024]),
  );
  expect(new Set(told.files.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).size).toBe(3);
  expect(told.usage).toEqual({ inputTokens: 10, outputTokens: 300 });
  const ours = since(server);
  const prompt = 'A red fox\n\nStyle: ink';
  await official().images.generate({ model: 'gpt-image-2', prompt, n: 3, size: '1536x1024', quality: 'low' });
  expect(ours).toEqual(since(server));
});

test('a picture is changed as the official client asks for it', async () => {
  const told = await tell(open(), PAINTER, { ...EDIT, count: 2 } as ModelRequest);
  expect(told.usage).toEqual({ inputTokens: 200, outputTokens: 200 });
  expect(told.files).toHaveLength(2);
  const [ours] = await formsSince(server);
  await official().images.edit({
    image: await toFile(Buffer.from(PNG_HEX, 'hex'), 'blob', { type: 'image/png' }),
    ...{ model: 'gpt-image-2', prompt: 'In winter', n: 2, size: '1536x1024', quality: 'low' },
  });
  expect([ours]).toEqual(await formsSince(server));
});

test('without a word it is varied, and the style goes with the words', async () => {
  await tell(open(), PAINTER, { ...EDIT, prompt: '  ', style: 'ink' } as ModelRequest);
  const [{ form } = {}] = await formsSince(server);
  expect(form?.prompt).toMatch(/^Make a variation of this picture.*\r?\n\r?\nStyle: ink$/s);
});

test('fewer pictures than were asked for are delivered, and more are not', async () => {
  const png = Buffer.from(PNG_HEX, 'hex').toString('base64');
  const answer = (count: number) =>
    server.script({
      ...{ do: 'answer', type: 'application/json' },
      body: JSON.stringify({ created: 1, data: Array.from({ length: count }, () => ({ b64_json: png })) }),
    });
  answer(1);
  const fewer = await tell(open(), PAINTER, { ...IMAGE, count: 4 } as ModelRequest);
  expect([fewer.files.length, fewer.failure]).toEqual([1, undefined]);
  answer(6);
  expect((await tell(open(), PAINTER, { ...IMAGE, count: 2 } as ModelRequest)).files).toHaveLength(2);
  answer(0);
  expect((await tell(open(), PAINTER, IMAGE)).failure).toEqual({ outcome: 'empty' });
});

test('a source that lies about itself is the request’s fault, and a refusal is one of its content', async () => {
  const odd = fileOf('474946383961', 'image/gif');
  expect((await tell(open(), PAINTER, { ...EDIT, source: odd } as ModelRequest)).failure).toMatchObject({
    outcome: 'bad_request',
  });
  server.script({ do: 'refuse', status: 400, code: 'moderation_blocked' });
  expect((await tell(open(), PAINTER, EDIT)).failure).toEqual({ outcome: 'content_refused', httpStatus: 400 });
});

test('a source that cannot be read fails the call before anything is sent', async () => {
  const lost = { ...SOURCE, load: () => Promise.reject(new Error('the file is gone')) };
  expect((await tell(open(), PAINTER, { ...EDIT, source: lost } as ModelRequest)).failure).toBeDefined();
  expect(server.heard).toEqual([]);
});
