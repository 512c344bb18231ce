import { ApiClient } from '../support/api-client';
import { startOpenAiWireServer, type WireServer } from '../support/openai-wire-server';
import { startTestHub, verifyHub, type TestHub } from '../support/test-hub';

let provider: WireServer;
let world: TestHub;

beforeAll(async () => {
  // Slow enough that the process dies in the middle of an answer.
  const pieces = Array.from({ length: 400 }, (_, index) => ` word${index}`);
  provider = await startOpenAiWireServer({ defaultStep: { do: 'ok', pieces, delayMs: 50 } });
  world = await startTestHub({ env: { OPENAI_API_KEY: 'test-key-of-nobody', OPENAI_BASE_URL: provider.url } });
}, 90_000);

afterAll(async () => {
  await world.close();
  await provider.close();
});

async function inMidAnswer(): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (provider.requests.some((request) => request.sent > 5 && !request.finished)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the provider was not asked');
}

interface RunList {
  items: { status: string; credits: { charged: number; refunded: number } }[];
}

/** The sweep runs at the start and then in the background: wait for what it leaves. */
async function settledRun(client: ApiClient): Promise<RunList['items'][0] | undefined> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const { body } = await client.call<RunList>('GET', '/api/runs');
    if (body.items[0] && body.items[0].status !== 'running') return body.items[0];
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return undefined;
}

describe('a hub that is killed in the middle of a run', () => {
  it('gives the credits back after its restart, and the ledger verifies', async () => {
    const before = new ApiClient(world.hub.url);
    const { email } = await before.register(undefined, 'a long enough password');
    const dying = before.run({ toolId: 'text-generation', input: { prompt: 'A long story.' } }).catch(() => 'cut');
    await inMidAnswer();
    await world.hub.stop('SIGKILL');
    expect(await dying).toBe('cut');

    const restarted = await world.restart();
    const after = new ApiClient(restarted.url);
    await after.signIn(email, 'a long enough password');
    const run = await settledRun(after);
    expect(run).toMatchObject({ status: 'failed', credits: { charged: 0, refunded: 5 } });
    const { body } = await after.call<{ available: number; held: number }>('GET', '/api/credits');
    expect(body).toMatchObject({ available: 5, held: 0 });
    expect(await restarted.stop()).toBe(0);
    expect(await verifyHub(restarted)).toBe(0);
  }, 150_000);
});
