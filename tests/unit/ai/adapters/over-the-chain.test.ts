import { createAi, type Ai, type ModelRequest, type AcceptedJob } from '@/lib/ai';
import recordedHub from '../../../fixtures/wire/huggingface.json';
import recordedRouter from '../../../fixtures/wire/openrouter.json';
import { HUGGINGFACE_KEY, startHuggingFaceServer } from '../../../support/wire/huggingface-wire-server';
import { OPENROUTER_KEY, startOpenRouterServer } from '../../../support/wire/openrouter-wire-server';
import { chainInput, collect, createTestClock, createTestKv, LIMITS, outcomes, SILENT } from '../ai-world';
import { FILM, IMAGE, SOUND, SPEECH, TEXT } from './adapter-world';

/** Looks at jobs come a second apart and later. */
const FILM_LIMITS = { ...LIMITS, firstContentMs: 15_000, idleMs: 15_000, totalMs: 15_000 };

const HUB_TEXT = 'huggingface/Qwen/Qwen3-Next-80B-A3B-Instruct';
const HUB_IMAGE = 'huggingface/stabilityai/stable-diffusion-3-medium-diffusers:hf-inference';
const ROUTER_TEXT = 'openrouter/google/gemini-3.1-flash-lite';
const ROUTER_IMAGE = 'openrouter/black-forest-labs/flux.2-klein-4b';

let hub: Awaited<ReturnType<typeof startHuggingFaceServer>>;
let router: Awaited<ReturnType<typeof startOpenRouterServer>>;
let ai: Ai;

beforeAll(async () => {
  [hub, router] = await Promise.all([startHuggingFaceServer(), startOpenRouterServer()]);
});
afterAll(() => Promise.all([hub.close(), router.close()]));
beforeEach(() => {
  hub.heard.splice(0);
  router.heard.splice(0);
  const clock = createTestClock();
  const env = {
    HUGGINGFACE_API_KEY: HUGGINGFACE_KEY,
    HUGGINGFACE_BASE_URL: hub.url,
    OPENROUTER_API_KEY: OPENROUTER_KEY,
    OPENROUTER_BASE_URL: router.url,
  };
  ai = createAi({ env, kv: createTestKv(clock).kv, clock, log: SILENT, demoPaceMs: 0 });
});

const run = (request: ModelRequest, ...ids: string[]) => collect(ai, chainInput(ai, ids, { request }));
const refused = (status: number, body: unknown) => ({ do: 'refuse', status, body }) as const;

test('a key each brings their models, and no key none', () => {
  const providers = new Set(ai.models().map(({ provider }) => provider));
  expect([...providers].filter((id) => id !== 'demo').sort()).toEqual(['huggingface', 'openrouter']);
  for (const { provider, id, name } of ai.models()) expect(id).toBe(`${provider}/${name}`);
});

test.each([
  ['a model nobody runs any more', 400, recordedHub.errors.model, 'bad_response'],
  ['an account without credits', 402, recordedHub.errors.credits, 'unauthorized'],
  ['a fault', 500, undefined, 'server_error'],
])('%s at the first goes to the second', async (_name, status, body, outcome) => {
  hub.script(refused(status, body));
  const told = await run(TEXT, HUB_TEXT, ROUTER_TEXT);
  expect(told.end).toMatchObject({
    status: 'succeeded',
    model: ROUTER_TEXT,
    usage: { inputTokens: 14, outputTokens: 5 },
  });
  expect([outcomes(told), told.text]).toEqual([[outcome, 'succeeded'], 'The quick brown fox.']);
});

test('a model that is being loaded is not asked again while it is', async () => {
  hub.script(refused(503, recordedHub.errors.loading));
  expect(outcomes(await run(IMAGE, HUB_IMAGE, ROUTER_IMAGE))).toEqual(['rate_limited', 'succeeded']);
  hub.heard.splice(0);
  const again = await run(IMAGE, HUB_IMAGE, ROUTER_IMAGE);
  expect([outcomes(again), again.files, hub.heard.length]).toEqual([['rate_limited', 'succeeded'], 1, 0]);
});

test('what a provider will not pass on is asked of nobody else', async () => {
  router.script({ do: 'refuse', status: 403, metadata: recordedRouter.errors.moderation });
  const told = await run(TEXT, ROUTER_TEXT, HUB_TEXT);
  expect(told.end).toMatchObject({ status: 'failed', code: 'moderated' });
  expect(hub.heard).toEqual([]);
});

test('sound is made and understood through the chain', async () => {
  const spoken = await run(SPEECH, 'huggingface/hexgrad/Kokoro-82M:deepinfra');
  expect([outcomes(spoken), spoken.files]).toEqual([['succeeded'], 1]);
  const heard = await run(SOUND, 'huggingface/openai/whisper-large-v3:hf-inference');
  expect([outcomes(heard), heard.text]).toEqual([['succeeded'], 'The quick brown fox.']);
});

test.each([
  [SPEECH, 'huggingface/hexgrad/Kokoro-82M:deepinfra', 'openrouter/hexgrad/kokoro-82m'],
  [SOUND, 'huggingface/openai/whisper-large-v3:hf-inference', 'openrouter/openai/whisper-large-v3-turbo'],
])('sound goes on to the second, too: $kind', async (request, first, second) => {
  hub.script(refused(504, undefined));
  const told = await run(request, first, second);
  expect([outcomes(told), told.end]).toMatchObject([['server_error', 'succeeded'], { model: second }]);
  expect(told.files + told.text.length).toBeGreaterThan(0);
});

describe('a film that is late', () => {
  const HUB_FILM = 'huggingface/Wan-AI/Wan2.2-TI2V-5B:fal-ai';
  const ROUTER_FILM = 'openrouter/alibaba/wan-2.7';
  const dropped = () => hub.waitFor(({ method, path }) => method === 'PUT' && path.includes('/cancel'));
  const film = (ids: string[], change: object) => collect(ai, chainInput(ai, ids, { request: FILM, ...change }));

  test('is dropped at its provider when the next is asked; who cannot drop is asked nothing', async () => {
    hub.script({ do: 'job', looks: 1_000 });
    router.script({ do: 'job', looks: 0 });
    const limits = { ...LIMITS, firstContentMs: 100, totalMs: 3_000 };
    const told = await film([HUB_FILM, ROUTER_FILM], { limits });
    expect([outcomes(told), told.files]).toEqual([['timeout_first_content', 'succeeded'], 1]);
    await dropped();
    expect(new Set(router.heard.map(({ method }) => method))).toEqual(new Set(['POST', 'GET']));
  });

  test('is named to whoever runs the chain, and can be dropped by that name; who does not answer is asked again', async () => {
    hub.script({ do: 'job', looks: 1_000 });
    const jobs: AcceptedJob[] = [];
    const settled = Promise.withResolvers<void>();
    const onJob = (job: AcceptedJob) => (jobs.push(job), settled.resolve);
    const sink = { onAttempt: () => {}, onCommitted: () => {}, onText: () => {}, onFile: () => {}, onJob };
    const limits = { ...LIMITS, firstContentMs: 60_000, totalMs: 200 };
    await ai.runChain(chainInput(ai, [HUB_FILM], { request: FILM, limits }), sink);
    await settled.promise;
    const ticket = expect.stringContaining('/requests/') as string;
    expect(jobs).toEqual([{ provider: 'huggingface', model: HUB_FILM, ticket, canDrop: true }]);
    router.script({ do: 'job', looks: 0 });
    await ai.runChain(chainInput(ai, [ROUTER_FILM], { request: FILM }), sink);
    expect(jobs[1]).toMatchObject({ provider: 'openrouter', model: ROUTER_FILM, canDrop: false });
    expect(await ai.dropJob(jobs[0]!)).toBe(true);
    expect(await ai.dropJob({ provider: 'openrouter', ticket: 'job-1' })).toBe(false);
    expect(await ai.dropJob({ provider: 'nobody', ticket: 'job-1' })).toBe(false);
  });

  test('says how far it has come while it is made, at each of the providers', async () => {
    const asked = [
      [hub, HUB_FILM],
      [router, ROUTER_FILM],
    ] as const;
    // Side by side: most of the time both wait for the next look.
    const told = asked.map(async ([server, model]) => {
      server.script({ do: 'job', looks: 3 });
      const states: string[] = [];
      const sink = { onAttempt: () => {}, onCommitted: () => {}, onText: () => {}, onFile: () => {} };
      const onProgress = ({ state }: { state: string }) => void states.push(state);
      await ai.runChain(chainInput(ai, [model], { request: FILM, limits: FILM_LIMITS }), { ...sink, onProgress });
      return states;
    });
    for (const states of await Promise.all(told)) expect(states).toEqual(['queued', 'queued', 'running', 'running']);
  }, 180_000);

  test('is dropped when the run is stopped, and at the deadline of the run', async () => {
    hub.script({ do: 'job', looks: 1_000 });
    const stop = new AbortController();
    const running = film([HUB_FILM], { signal: stop.signal });
    await hub.waitFor(({ method }) => method === 'POST');
    stop.abort();
    expect((await running).end.status).toBe('cancelled');
    await dropped();
    hub.heard.splice(0);
    hub.script({ do: 'job', looks: 1_000 });
    const late = await film([HUB_FILM], { limits: { ...LIMITS, firstContentMs: 60_000, totalMs: 200 } });
    expect(outcomes(late)).toEqual(['timeout_total']);
    await dropped();
  });
});

test('nobody there is a refused connection, for every kind', async () => {
  const closed = await startHuggingFaceServer();
  await closed.close();
  const clock = createTestClock();
  const env = { HUGGINGFACE_API_KEY: HUGGINGFACE_KEY, HUGGINGFACE_BASE_URL: closed.url };
  ai = createAi({ env, kv: createTestKv(clock).kv, clock, log: SILENT, demoPaceMs: 0 });
  const asked: [ModelRequest, string][] = [
    [TEXT, HUB_TEXT],
    [IMAGE, HUB_IMAGE],
    [SPEECH, 'huggingface/hexgrad/Kokoro-82M:deepinfra'],
  ];
  for (const [request, id] of asked) expect(outcomes(await run(request, id))).toEqual(['refused_connection']);
});
