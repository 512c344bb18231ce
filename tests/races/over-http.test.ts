import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ApiClient, asOperator, type Answer } from '../support/api-client';
import { startTestHub, verifyHub } from '../support/test-hub';
import type { Hub } from '../support/built-hub';

const run = promisify(execFile);
let hub: Hub;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ hub, close } = await startTestHub());
  const operator = await asOperator(hub.url, hub.operator);
  await operator.call('PATCH', '/api/admin/settings', {
    ads: { text: { watchSeconds: 2 }, cooldownSeconds: 0 },
    limits: { enabled: false },
  });
}, 240_000);

afterAll(async () => close());

describe('the built hub over HTTP', () => {
  it('lets exactly 10 of 200 parallel runs through on credits for 10', async () => {
    const client = new ApiClient(hub.url);
    const { id } = await client.register();
    const operator = await asOperator(hub.url, hub.operator);
    const gift = { userId: id, amount: 45, reason: 'Ten runs together with the welcome bonus' };
    expect(
      (await operator.call('POST', '/api/admin/update-credits', gift, { 'idempotency-key': `gift-${id}` })).status,
    ).toBe(200);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        client.run({ toolId: 'text-generation', input: { prompt: `Parallel run number ${index}.` } }),
      ),
    );
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(200), count(402), answers.length]).toEqual([10, 190, 200]);
    const { body } = await client.call<{ available: number; held: number }>('GET', '/api/credits');
    expect(body).toMatchObject({ available: 0, held: 0 });
  }, 240_000);

  it('answers alike by the direct way to a hot route and through the router', async () => {
    const client = new ApiClient(hub.url);
    await client.register();
    // Anything behind the path takes the router's way.
    const ways = ['/api/process-request', '/api/process-request?'];
    const shown = ({ status, headers, body }: Answer) => ({
      status,
      names: [...headers.keys()]
        .filter(
          (name) => !/^(date|keep-alive|connection|vary|content-encoding|content-length|transfer-encoding)$/.test(name),
        )
        .sort(),
      members: Object.keys(body),
      code: body.code,
    });
    for (const [body, headers] of [
      [{ toolId: 'text-generation', input: { prompt: 'The same both ways.' } }, {}],
      [{ toolId: 'no-such-tool', input: {} }, {}],
      [{ toolId: 'text-generation', input: { prompt: 'x' } }, { origin: 'https://evil.example' }],
      [{ toolId: 'text-generation', input: { prompt: 'x'.repeat(1_000_001) } }, {}],
    ] as const) {
      const [direct, routed] = await Promise.all(ways.map((path) => client.call('POST', path, body, headers)));
      expect(shown(direct!)).toEqual(shown(routed!));
      expect(direct!.headers.get('x-request-id')).toMatch(/^[\w.-]{8,80}$/);
    }
    const streamed = await client.fetch(ways[0]!, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ toolId: 'text-generation', input: { prompt: 'The same both ways.' }, stream: true }),
    });
    expect(streamed.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(await streamed.text()).toContain('data: [DONE]');
    expect((await client.call('GET', ways[0]!)).status).toBe(405);
  }, 240_000);

  it('is walked through with curl alone', async () => {
    const { stdout } = await run('bash', ['scripts/api-walk.sh', hub.url], { timeout: 200_000 });
    expect(stdout).toContain('The whole way worked.');
    expect(stdout).not.toContain('FAIL');
  }, 240_000);

  it('leaves a ledger that verifies', async () => {
    await hub.stop();
    expect(await verifyHub(hub)).toBe(0);
  }, 240_000);
});
