import { ApiClient, asOperator } from '../support/api-client';
import { startOpenAiWireServer, type WireServer } from '../support/openai-wire-server';
import { startTestHub, verifyHub, type TestHub } from '../support/test-hub';

const MANY = 100;
const REQUEST = { toolId: 'text-generation', input: { prompt: 'The same for everybody.' } };

let provider: WireServer;
let world: TestHub;

beforeAll(async () => {
  provider = await startOpenAiWireServer();
  world = await startTestHub({ env: { OPENAI_API_KEY: 'test-key-of-nobody', OPENAI_BASE_URL: provider.url } });
  const operator = await asOperator(world.hub.url, world.hub.operator);
  await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false } });
}, 240_000);

afterAll(async () => {
  await world.close();
  await provider.close();
});

interface RunAnswer {
  run: { id: string; cached: boolean; joined?: boolean; output: { text: string } };
}
interface RunList {
  items: { status: string; joined?: boolean; credits: { charged: number; refunded: number; reason?: string } }[];
}

const textCalls = () => provider.requests.filter(({ path }) => path.endsWith('/chat/completions'));

async function until(happened: () => Promise<boolean> | boolean): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (await happened()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen');
}

describe('the built hub under identical requests', () => {
  it(`asks the provider once for ${MANY} of them at once`, async () => {
    const pieces = Array.from({ length: 40 }, (_, index) => ` word${index}`);
    provider.setDefault({ do: 'ok', pieces, delayMs: 50 });
    const client = new ApiClient(world.hub.url);
    await client.register();
    const before = textCalls().length;
    const answers = await Promise.all(Array.from({ length: MANY }, () => client.run(REQUEST)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(textCalls().length - before).toBe(1);
    const runs = answers.map(({ body }) => (body as unknown as RunAnswer).run);
    expect(new Set(runs.map(({ output }) => output.text))).toEqual(new Set([pieces.join('')]));
    expect(runs.filter(({ cached }) => !cached)).toHaveLength(1);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(MANY);
  }, 240_000);

  it('leaves none of them waiting when it is killed, and gives the credits back after its restart', async () => {
    const pieces = Array.from({ length: 400 }, (_, index) => ` word${index}`);
    provider.setDefault({ do: 'ok', pieces, delayMs: 50 });
    const before = new ApiClient(world.hub.url);
    const { email } = await before.register(undefined, 'a long enough password');
    const dying = Array.from({ length: 5 }, () => before.run(REQUEST).catch(() => 'cut'));
    await until(async () => (await before.call<RunList>('GET', '/api/runs')).body.items.length === 5);
    await until(() => textCalls().some(({ sent, finished }) => sent > 5 && !finished));
    await world.hub.stop('SIGKILL');
    expect(await Promise.all(dying)).toEqual(Array.from({ length: 5 }, () => 'cut'));

    const restarted = await world.restart();
    const after = new ApiClient(restarted.url);
    await after.signIn(email, 'a long enough password');
    const runs = async () => (await after.call<RunList>('GET', '/api/runs')).body.items;
    await until(async () => (await runs()).every(({ status }) => status !== 'running'));
    const ended = await runs();
    expect(ended.map(({ status, credits }) => [status, credits.charged, credits.reason])).toEqual(
      Array.from({ length: 5 }, () => ['failed', 0, 'interrupted']),
    );
    expect(ended.filter(({ joined }) => joined)).toHaveLength(4);
    expect(ended.find(({ joined }) => !joined)?.credits.refunded).toBe(5);
    const { body } = await after.call<{ available: number; held: number }>('GET', '/api/credits');
    expect(body).toMatchObject({ available: 5, held: 0 });
    expect(await restarted.stop()).toBe(0);
    expect(await verifyHub(restarted)).toBe(0);
  }, 240_000);
});
