import { createModeration } from '@/lib/ai/moderation/moderate';
import { createOpenAiModerator } from '@/lib/ai/moderation/openai-moderator';
import type { Ctx } from '@/lib/context';
import { openTestDb } from '@/tests/support/test-db';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, paints } from '@/tests/support/scripted-ai';
import { FLAG_WORD } from '@/tests/support/wire/moderation-wire';
import {
  OPENAI_KEY,
  startOpenAiMediaServer,
  type OpenAiMediaServer,
  type OpenAiMediaStep,
} from '@/tests/support/wire/openai-media-wire-server';

let world: RunWorld;
let server: OpenAiMediaServer;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  server = await startOpenAiMediaServer();
}, 180_000);
afterAll(() => Promise.all([world.close(), server.close()]));
beforeEach(() => {
  world.configure({ moderation: { before: 'provider', after: 'provider', terms: ['bomb'] } });
  world.ai.script = answers('An answer.');
  server.heard.splice(0);
});
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

/** What is waited for to its end, and what a machine with much else to do may take for an answer. */
const [SILENCE_MS, PATIENT_MS] = [300, 20_000];

/** Somebody with 20 credits on a hub whose moderation goes over the wire; what is known of the endpoint begins anew. */
async function person(timeoutMs = PATIENT_MS): Promise<Ctx> {
  const moderators = new Map([['openai', createOpenAiModerator({ apiKey: OPENAI_KEY, baseUrl: server.url })]]);
  const moderate = createModeration({ moderators, log: { warn: () => {} }, timeoutMs });
  return world.ctxOf(await world.userWith(20), { ai: { ...world.ai, moderate } });
}
const asks = (prompt: string, toolId = 'text-generation') => ({ toolId, input: { prompt } });
const idOf = (ctx: Ctx) => (ctx.actor as { userId: string }).userId;
const runsOf = (ctx: Ctx) =>
  world.db.sql<{ status: string; output: object }>(`SELECT status, output FROM runs WHERE user_id = $1::uuid`, [
    idOf(ctx),
  ]);

it('lets through what the endpoint finds harmless, before and after', async () => {
  expect(await world.run(await person(), asks('Tea?'))).toMatchObject({ output: { text: 'An answer.' } });
  expect(server.heard.map(({ body }) => (body as { input: unknown }).input)).toEqual(['Tea?', 'An answer.']);
});

it('refuses what it flags, before anything is held', async () => {
  const ctx = await person();
  await expect(world.run(ctx, asks(`Say ${FLAG_WORD}`))).rejects.toMatchObject({ code: 'moderated' });
  expect(await runsOf(ctx)).toEqual([]);
  expect(await world.available(idOf(ctx))).toBe(20);
});

it('withholds an answer that it flags, with all credits back', async () => {
  world.ai.script = answers(['This is ', FLAG_WORD]);
  const ctx = await person();
  await expect(world.run(ctx, asks('Tea?'))).rejects.toMatchObject({ code: 'moderated' });
  expect(await runsOf(ctx)).toEqual([{ status: 'failed', output: {} }]);
  expect(await world.available(idOf(ctx))).toBe(20);
});

it('withholds a picture that it flags, and stores it nowhere', async () => {
  world.ai.script = paints(new TextEncoder().encode(`PNG ${FLAG_WORD}`.padEnd(18)));
  const ctx = await person();
  await expect(world.run(ctx, asks('A fox', 'image-generation'))).rejects.toMatchObject({ code: 'moderated' });
  expect(await runsOf(ctx)).toEqual([{ status: 'failed', output: {} }]);
  expect(await world.db.sql('SELECT 1 FROM files WHERE user_id = $1::uuid', [idOf(ctx)])).toEqual([]);
});

describe.each<[string, OpenAiMediaStep]>([
  ['stalls', { do: 'stall' }],
  ['fails', { do: 'refuse', status: 500 }],
  ['has no right', { do: 'refuse', status: 401, code: 'invalid_api_key' }],
  ['answers a page', { do: 'answer', type: 'text/html', body: '<h1>Welcome</h1>' }],
  ['answers another shape', { do: 'answer', type: 'application/json', body: '{"results":[{"flagged":"no"}]}' }],
  ['answers no result', { do: 'answer', type: 'application/json', body: '{"results":[]}' }],
  ['answers half an object', { do: 'answer', type: 'application/json', body: '{"results":[{"fla' }],
])('an endpoint that %s', (_how, step) => {
  const patience = step.do === 'stall' ? SILENCE_MS : PATIENT_MS;

  it('leaves the list to decide', async () => {
    const ctx = await person(patience);
    server.script(step, step);
    expect(await world.run(ctx, asks('Tea?'))).toMatchObject({ status: 'succeeded' });
    await expect(world.run(ctx, asks('A bomb'))).rejects.toMatchObject({ code: 'moderated' });
  });

  it('lets nothing through where the operator wants its word, and holds nothing', async () => {
    world.configure({ moderation: { before: 'provider', failOpen: false } });
    const ctx = await person(patience);
    server.script(step);
    await expect(world.run(ctx, asks('Tea?'))).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(await runsOf(ctx)).toEqual([]);
  });
});
