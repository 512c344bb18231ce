import type { Ai } from '@/lib/ai';
import { send } from '@/tests/support/files/file-world';
import { makePicture } from '@/tests/support/files/made-files';
import { startOpenAiWireServer, WIRE_TEXT, type WireServer } from '@/tests/support/openai-wire-server';
import { pathWorld, type PathWorld } from '@/tests/support/tool-paths';

let world: PathWorld;
let server: WireServer;
let wired: Ai;
let demo: Ai;
beforeAll(async () => {
  [world, server] = [await pathWorld(), await startOpenAiWireServer()];
  demo = await world.aiWith();
  await openBreakers();
}, 180_000);
afterAll(async () => {
  await Promise.all([world.close(), server.close()]);
});
beforeEach(() => server.setDefault({ do: 'ok' }));
afterEach(async () => {
  expect(await world.verify()).toMatchObject({ ok: true });
});

/** The same provider as if nothing had been asked of it yet. */
async function openBreakers() {
  const one = { id: 'local', label: 'Local', baseUrl: server.url, models: ['writer'] };
  wired = await world.aiWith({ OPENAI_COMPATIBLE_SERVERS: JSON.stringify([one]) });
}

interface Asked {
  role: string;
  content: string;
}
const lastAsked = () => (server.requests.at(-1)?.body as { messages: Asked[] }).messages;

describe('a conversation', () => {
  it('goes on with what was said, each turn priced by what is sent, and only its owner goes on with it', async () => {
    const { ctx } = await world.visitor(wired);
    const ask = (message: string, more: object = {}) => world.run(ctx, { toolId: 'chat', input: { message }, ...more });
    const first = await ask('My name is Ada.');
    const second = await ask('Who am I?', { continueRunId: first.id });
    expect(lastAsked().slice(1)).toEqual([
      { role: 'user', content: 'My name is Ada.' },
      { role: 'assistant', content: WIRE_TEXT },
      { role: 'user', content: 'Who am I?' },
    ]);
    expect(second).toMatchObject({ continues: first.id, conversationId: first.id });
    const long = await ask('x'.repeat(16_000), { continueRunId: second.id });
    expect(long.credits.quoted).toBeGreaterThan(5);
    const other = await world.visitor(wired);
    const request = { toolId: 'chat', input: { message: 'Who is she?' }, continueRunId: first.id };
    expect(await world.refusal(other, request)).toMatchObject({ paths: ['continueRunId'] });
    expect(
      await world.refusal(other, { toolId: 'summarize', input: { text: 'x' }, continueRunId: first.id }),
    ).toMatchObject({
      paths: ['continueRunId'],
    });
  });
});

describe('a document of one’s own', () => {
  const question = 'When does the warranty end?';

  it('is asked by its id; another’s is no file, and a picture is no document', async () => {
    const { ctx } = await world.visitor(wired);
    const words = 'Terms of sale.\n\nThe warranty ends after nine years.';
    const file = await send(ctx, words, 'terms.txt');
    const run = await world.run(ctx, { toolId: 'ask-document', input: { question, fileId: file.id } });
    expect(run).toMatchObject({ status: 'succeeded', input: { question, fileId: file.id }, credits: { charged: 5 } });
    expect(lastAsked().at(-1)!.content).toContain('The warranty ends after nine years.');
    const picture = await send(ctx, await makePicture('png'), 'terms.png');
    await expect(
      world.run(ctx, { toolId: 'ask-document', input: { question, fileId: picture.id } }),
    ).rejects.toMatchObject({
      fields: [{ path: 'input.fileId', message: expect.stringContaining('document') }],
    });
    const other = await world.visitor(wired);
    const input = { question, fileId: file.id };
    expect(await world.refusal(other, { toolId: 'ask-document', input })).toMatchObject({ paths: ['input.fileId'] });
    expect(await world.refusal(other, { toolId: 'ask-document', input: { ...input, text: 'x' } })).toMatchObject({
      paths: ['input.fileId'],
    });
  });

  it('costs the flat price however long it is', async () => {
    const { ctx } = await world.visitor(demo);
    const clauses = Array.from({ length: 1_500 }, (_, n) => `Clause ${n}. Matter ${n} is settled in the annex.`);
    const file = await send(ctx, [...clauses, 'The warranty ends after nine years.'].join('\n\n'), 'long.txt');
    const run = await world.run(ctx, { toolId: 'ask-document', input: { question, fileId: file.id } });
    expect(run.credits.charged).toBe(5);
    expect(run.output.text).toContain('nine years');
  });
});

it('an extract that is not what was asked for is refunded whole, with its reason', async () => {
  const person = await world.visitor(wired);
  const request = { toolId: 'extract', input: { text: 'Lamp, 40 euros.', fields: 'article, price:number' } };
  for (const text of [
    'There is a lamp for 40 euros.',
    '[{"article":"Lamp","price":"forty"}]',
    '{"records":[{"article":',
  ]) {
    server.setDefault({ do: 'ok', text });
    const { run } = await world.refusal(person, { ...request, fresh: true });
    expect(run).toMatchObject({ status: 'failed', credits: { charged: 0, refunded: 5, reason: 'wrong_form' } });
  }
  await openBreakers();
});
