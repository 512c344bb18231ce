import type { Ai } from '@/lib/ai';
import { downloadRun } from '@/lib/runs';
import { listTools } from '@/lib/tools';
import { startOpenAiWireServer, WIRE_TEXT, type WireServer } from '@/tests/support/openai-wire-server';
import { TEXT_TOOL_CASES } from '@/tests/support/text-tool-cases';
import { toolOf } from '@/tests/support/tool-calls';
import { pathWorld, PURSE, type PathWorld } from '@/tests/support/tool-paths';

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

describe.each(TEXT_TOOL_CASES.map((each) => [each.toolId, each] as const))(
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
