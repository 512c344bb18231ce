import { NextRequest } from 'next/server';
import { GET as readCacheRoute } from '@/app/api/admin/cache/route';
import { cacheStatsSchema } from '@/lib/runs/view-schema';
import { cacheStats, type CacheStatsInput } from '@/lib/runs';
import { listCacheRules } from '@/lib/tools';
import { DAY_MS } from '@/tests/support/ledger-world';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, fails } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

let world: RunWorld;
let operatorId: string;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  operatorId = await world.newUser();
  world.configure({ cache: { shared: ['text-generation'] }, prices: { ownRepeat: 1, sharedRepeat: 2 } });
});
afterAll(async () => {
  dropTestServices();
  await world.close();
});

const stats = (input: CacheStatsInput = {}) => cacheStats({ ctx: world.ctx(world.operator(operatorId)), input });
/** What the runs so far have cost us; the scripted model names no cost. */
const cost = (nano: number) =>
  world.db.sql('UPDATE runs SET cost_nano_usd = $1::bigint WHERE NOT cached RETURNING id', [nano]);

it('counts nothing where nothing ran', async () => {
  expect(await stats()).toMatchObject({
    total: { runs: 0, hitRate: 0, savedUsd: 0, earned: 0 },
    days: [],
    tools: [],
    items: [],
  });
});

it('counts own repeats, others’ answers and joined runs by day and tool, with what they saved and earned', async () => {
  const user = world.ctxOf(await world.userWith(50));
  const summary = { toolId: 'summarize', input: { text: 'A long text that says little.' } };
  await world.run(user);
  await world.run(user, summary);
  await cost(250_000);
  world.clock.advance(DAY_MS);
  await world.run(user);
  await world.run(world.ctxOf(await world.userWith(50)));
  const gate = Promise.withResolvers<void>();
  world.ai.script = answers('Later.', () => gate.promise);
  const request = { ...REQUEST, input: { prompt: 'Two at once.' } };
  const both = [await world.start(user, request), await world.start(user, request)];
  gate.resolve();
  await Promise.all(both.map(({ live }) => live!.finished));
  world.ai.script = fails('provider_unavailable');
  await world.run(user, { ...REQUEST, fresh: true }).catch(() => null);

  const found = await stats();
  expect(cacheStatsSchema.parse(found)).toEqual(found);
  expect(found.total).toEqual({
    ...{ runs: 7, own: 1, shared: 1, joined: 1, hitRate: 3 / 7 },
    savedUsd: 0.0005,
    earned: 1 + 2 + 1,
  });
  expect(found.days).toMatchObject([
    { runs: 2, hitRate: 0 },
    { day: found.to, runs: 5, own: 1, shared: 1, joined: 1 },
  ]);
  expect(found.tools.map(({ toolId, runs }) => [toolId, runs])).toEqual([
    ['text-generation', 6],
    ['summarize', 1],
  ]);
  expect(found.items).toHaveLength(3);
  expect((await stats({ from: found.to, to: found.to })).total.runs).toBe(5);
});

it.each([
  [{ from: 'yesterday' }, 'from'],
  [{ to: '2026-02-30' }, 'to'],
  [{ to: '0000-01-31' }, 'to'],
  [{ from: '2026-03-02', to: '2026-03-01' }, 'from'],
  [{ from: '2020-01-01', to: '2026-03-01' }, 'from'],
])('refuses %j', async (input, path) => {
  await expect(stats(input)).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path }] });
});

it('is for operators', async () => {
  const person = world.ctxOf(await world.newUser());
  await expect(cacheStats({ ctx: person, input: {} })).rejects.toMatchObject({ code: 'forbidden' });
  expect(() => listCacheRules({ ctx: person })).toThrow('operator');
});

it('tells how each tool keeps its answers', () => {
  const rules = listCacheRules({ ctx: world.ctxOf(operatorId, { actor: world.operator(operatorId) }) });
  expect(rules).toEqual(
    expect.arrayContaining([
      { toolId: 'text-generation', name: expect.any(String), kept: 168, ownHours: null, shareable: true, shares: true },
      {
        toolId: 'image-generation',
        name: expect.any(String),
        kept: 168,
        ownHours: null,
        shareable: false,
        shares: false,
      },
    ]),
  );
});

it('tells nobody without a session', async () => {
  useTestServices(world.db, { clock: world.clock });
  const route = readCacheRoute;
  const response = await route(new NextRequest('http://hub.test/api/admin/cache'), { params: Promise.resolve({}) });
  expect(response.status).toBe(401);
});
