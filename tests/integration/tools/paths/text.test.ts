import type { Ai } from '@/lib/ai';
import { downloadRun } from '@/lib/runs';
import { listTools } from '@/lib/tools';
import { send } from '@/tests/support/files/file-world';
import { makePicture } from '@/tests/support/files/made-files';
import { startOpenAiWireServer, WIRE_TEXT, type WireServer } from '@/tests/support/openai-wire-server';
import { toolOf } from '@/tests/support/tool-calls';
import { pathWorld, PURSE, type PathWorld } from '@/tests/support/tool-paths';

interface Case {
  toolId: string;
  input: Record<string, string>;
  /** Of every option another choice than the default. */
  options: Record<string, string>;
  wrong: [request: { input: unknown; options?: object }, paths: string[]][];
  /** What the provider says; the usual words where it does not matter. */
  says?: string;
  kept?: string;
}

const LETTER = 'Dear Anna,\n\nthe order of 12 March came without the lamp. Please send it by Friday.\n\nJonas';

const CASES: Case[] = [
  {
    toolId: 'chat',
    input: { message: 'What is 12 % of 250?' },
    options: {},
    wrong: [[{ input: { message: ' ' } }, ['input.message']]],
  },
  {
    toolId: 'text-generation',
    input: { prompt: 'Write an invitation to a garden party.' },
    options: { length: 'long', tone: 'playful' },
    wrong: [
      [{ input: { prompt: '  ' }, options: { tone: 'rude' } }, ['input.prompt', 'options.tone']],
      [{ input: { prompt: 'x', topic: 'y' } }, ['input.topic']],
    ],
  },
  {
    toolId: 'summarize',
    input: { text: LETTER },
    options: { length: 'medium', format: 'bullets' },
    wrong: [[{ input: { text: 'x'.repeat(64_001) }, options: { format: 7 } }, ['input.text', 'options.format']]],
  },
  {
    toolId: 'translate',
    input: { text: LETTER, to: 'de' },
    options: {},
    wrong: [[{ input: { to: 'd'.repeat(61) } }, ['input.text', 'input.to']]],
  },
  {
    toolId: 'rewrite',
    input: { text: LETTER, tone: 'friendly' },
    options: { length: 'shorter' },
    wrong: [[{ input: { text: ['x'] } }, ['input.text']]],
  },
  {
    toolId: 'email',
    input: { points: 'lamp is on its way; sorry', original: LETTER },
    options: { tone: 'apologetic', length: 'long' },
    wrong: [[{ input: { original: LETTER } }, ['input.points']]],
  },
  {
    toolId: 'social-post',
    input: { topic: 'We open our second bakery on Saturday.' },
    options: { platform: 'x', tone: 'bold', hashtags: 'none' },
    wrong: [
      [
        { input: { topic: 'x' }, options: { platform: 'myspace', hashtags: 'all' } },
        ['options.platform', 'options.hashtags'],
      ],
    ],
  },
  {
    toolId: 'seo-outline',
    input: { topic: 'Heat pumps in old houses', keywords: 'heat pump cost' },
    options: {},
    wrong: [
      [
        { input: { topic: 'x', keywords: 'k'.repeat(501), audience: 'a'.repeat(301) } },
        ['input.keywords', 'input.audience'],
      ],
    ],
  },
  {
    toolId: 'code',
    input: { task: 'Why does it miss the last page?', code: 'range(len(items) // size)' },
    options: { mode: 'fix', language: 'python' },
    wrong: [[{ input: { code: 'x' }, options: { mode: 'break' } }, ['input.task', 'options.mode']]],
  },
  {
    toolId: 'explain',
    input: { text: 'What is inflation?' },
    options: { level: 'expert' },
    wrong: [[{ input: { text: '' }, options: { level: 'god' } }, ['input.text', 'options.level']]],
  },
  {
    toolId: 'ask-document',
    input: { text: LETTER, question: 'What is missing?' },
    options: {},
    wrong: [
      [{ input: { question: 'What?' } }, ['input.text']],
      [{ input: { text: LETTER } }, ['input.question']],
      [{ input: { question: 'What?', fileId: 'nonsense' } }, ['input.fileId']],
      [{ input: { question: 'What?', fileId: '0190a5f0-0000-7000-8000-000000000001' } }, ['input.fileId']],
    ],
  },
  {
    toolId: 'extract',
    input: { text: 'Lamp, 40 euros, due 2027-03-12.', fields: 'article, price:number, due:date' },
    options: { format: 'json' },
    says: 'Sure:\n```json\n{"records":[{"article":"Lamp","price":"40","due":"2027-03-12","colour":"red"}]}\n```',
    kept: '[\n  {\n    "article": "Lamp",\n    "price": 40,\n    "due": "2027-03-12"\n  }\n]',
    wrong: [
      [{ input: { text: 'x', fields: 'price:money' } }, ['input.fields']],
      [{ input: { text: 'x', fields: '{"type":"string"}' } }, ['input.fields']],
      [{ input: { text: 'x' }, options: { format: 'xml' } }, ['input.fields', 'options.format']],
    ],
  },
];

let world: PathWorld;
let server: WireServer;
let wired: Ai;
let demo: Ai;
beforeAll(async () => {
  [world, server] = [await pathWorld(), await startOpenAiWireServer()];
  demo = await world.aiWith();
  await openBreakers();
}, 60_000);
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

describe.each(CASES.map((each) => [each.toolId, each] as const))(
  '%s',
  (toolId, { input, options, wrong, says, kept }) => {
    const answer = kept ?? WIRE_TEXT;

    it('is quoted, run, charged as quoted, and kept to be read and downloaded', async () => {
      server.setDefault({ do: 'ok', ...(says ? { text: says } : {}) });
      const { userId, ctx } = await world.visitor(wired);
      const request = { toolId, input };
      expect(await world.quote(ctx, request)).toMatchObject({ price: 5, available: PURSE, ad: null });
      const run = await world.run(ctx, request);
      expect(run).toMatchObject({
        ...{
          toolId,
          kind: 'text',
          status: 'succeeded',
          provider: 'local',
          demo: false,
          input,
          output: { text: answer },
        },
        credits: { quoted: 5, charged: 5, refunded: 0 },
      });
      expect(await world.available(userId)).toBe(PURSE - 5);
      const file = await downloadRun({ ctx, input: { id: run.id, as: toolId === 'extract' ? 'csv' : 'md' } });
      expect(file.body).toContain(toolId === 'extract' ? 'article,price,due\r\nLamp,40,2027-03-12' : WIRE_TEXT);
      const [system, ...said] = lastAsked();
      expect(system).toMatchObject({ role: 'system', content: expect.stringMatching(/^You /) });
      expect(said).toEqual([{ role: 'user', content: expect.stringContaining(Object.values(input)[0]!) }]);
    });

    it('asks the provider for what was chosen', async () => {
      server.setDefault({ do: 'ok', ...(says ? { text: says } : {}) });
      const { ctx } = await world.visitor(wired);
      await world.run(ctx, { toolId, input });
      const [usual] = lastAsked();
      const run = await world.run(ctx, { toolId, input, options, fresh: true });
      expect(run.options).toEqual({ ...run.options, ...options });
      if (Object.keys(options).length > 0) expect(lastAsked()[0]).not.toEqual(usual);
      expect(Object.keys(options)).toEqual(toolOf(toolId).options.map(({ id }) => id));
    });

    it('names what is wrong, asks nobody and charges nothing', async () => {
      const person = await world.visitor(wired);
      const asked = server.requests.length;
      for (const [request, paths] of wrong) {
        expect(await world.refusal(person, { toolId, ...request })).toMatchObject({
          code: 'invalid_input',
          status: 422,
          paths,
        });
        await expect(world.quote(person.ctx, { toolId, ...request })).rejects.toMatchObject({ code: 'invalid_input' });
      }
      expect(server.requests.length).toBe(asked);
    });

    it('gives everything back, and says why, when the provider fails', async () => {
      const person = await world.visitor(wired);
      server.setDefault({ do: 'status', status: 500 });
      const { status, run } = await world.refusal(person, { toolId, input });
      expect(status).toBe(503);
      expect(run).toMatchObject({
        status: 'failed',
        credits: { charged: 0, refunded: 5, reason: 'provider_unavailable' },
        message: expect.stringContaining('Your credits are back.'),
      });
      await openBreakers();
    });

    it('is done by the demo engine under its own name, or declined with the reason and unpaid', async () => {
      const person = await world.visitor(demo);
      const { demoDeclines } = toolOf(toolId);
      if (demoDeclines !== undefined) {
        expect(await world.refusal(person, { toolId, input })).toMatchObject({ status: 503, detail: demoDeclines });
        const { items } = await listTools({ ctx: person.ctx });
        expect(items.find(({ id }) => id === toolId)).toMatchObject({ unavailable: demoDeclines, models: [] });
        return;
      }
      for (const chosen of [{}, options]) {
        const run = await world.run(person.ctx, { toolId, input, options: chosen, fresh: true });
        expect(run).toMatchObject({
          status: 'succeeded',
          demo: true,
          modelLabel: 'Demo engine',
          credits: { charged: 5 },
        });
        expect(run.output.text!.length).toBeGreaterThan(10);
        if (toolId === 'extract')
          expect(JSON.parse(run.output.text!)).toMatchObject([{ price: 40, due: '2027-03-12' }]);
      }
    });
  },
);

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
