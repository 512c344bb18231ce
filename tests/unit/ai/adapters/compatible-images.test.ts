import OpenAI from 'openai';
import { createCompatibleAdapter } from '@/lib/ai/adapters/openai-compatible';
import type { Model } from '@/lib/ai';
import { startOpenAiWireServer, type WireServer } from '../../../support/openai-wire-server';
import { PNG } from '../../../support/wire/samples';
import { IMAGE, tell, TEXT } from './adapter-world';

const DRAWER: Model = {
  id: 'local/sd3',
  provider: 'local',
  name: 'sd3',
  label: 'SD3',
  kind: 'image',
  tier: 'economy',
  cost: { perImage: 0 },
};
const WRITER: Model = { ...DRAWER, id: 'local/llama', name: 'llama', kind: 'text', cost: {} };

let server: WireServer;
beforeAll(async () => void (server = await startOpenAiWireServer()));
afterAll(() => server.close());
beforeEach(() => void server.requests.splice(0));

const open = (apiKey?: string) =>
  createCompatibleAdapter({ id: 'local', label: 'Local', baseUrl: `${server.url}/`, apiKey, models: ['llama'] });

test('an image asks as the official client does: one, of the size wanted, in the answer itself', async () => {
  const told = await tell(open('local-key'), DRAWER, IMAGE);
  expect(told.files).toEqual([{ bytes: new Uint8Array(PNG), mediaType: 'image/png', width: 1, height: 1 }]);
  const client = new OpenAI({ apiKey: 'local-key', baseURL: server.url, maxRetries: 0 });
  await client.images.generate({
    model: 'sd3',
    prompt: 'A red fox\n\nStyle: ink',
    n: 1,
    size: '1024x768',
    response_format: 'b64_json',
  });
  const [ours, reference] = server.requests.map(({ method, path, headers, body }) => ({
    method,
    path,
    authorization: headers.authorization,
    body,
  }));
  expect(ours).toEqual(reference);
  expect(ours).toMatchObject({ path: '/v1/images/generations', authorization: 'Bearer local-key' });
});

test('a server without a key is asked without one', async () => {
  await tell(open(), DRAWER, IMAGE);
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
});

test('only a model that the catalog calls an image model is asked for images', async () => {
  expect((await tell(open(), WRITER, IMAGE)).failure).toEqual({ outcome: 'bad_response' });
  expect(server.requests).toEqual([]);
  expect((await tell(open(), WRITER, TEXT)).text).not.toBe('');
});

test.each([
  [400, 'content_policy_violation', 'content_refused'],
  [400, undefined, 'bad_request'],
  [404, undefined, 'bad_response'],
  [503, undefined, 'server_error'],
] as const)('status %d with code %s is %s', async (status, code, outcome) => {
  server.script({ do: 'status', status, ...(code ? { code } : {}) });
  expect((await tell(open(), DRAWER, IMAGE)).failure).toEqual({ outcome, httpStatus: status });
  expect(server.requests).toHaveLength(1);
});
