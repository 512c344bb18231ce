import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { GET as readLedgerRoute } from '@/app/api/admin/ledger/route';
import { POST as checkLedgerRoute } from '@/app/api/admin/ledger/checks/route';
import { GET as findRoute } from '@/app/api/admin/ledger/transactions/route';
import { POST as refundRoute } from '@/app/api/admin/runs/[id]/refund/route';
import { findInLedger, readLedger } from '@/lib/admin';
import { ledgerFoundSchema, ledgerOverviewSchema } from '@/lib/admin/view-schema';
import { closeDays, reconcile } from '@/lib/credits';
import type { DefinedRoute } from '@/lib/http';
import { DAY_MS } from '@/tests/support/ledger-world';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

let world: RunWorld;
let operatorId: string;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  operatorId = await world.newUser();
});
afterAll(async () => {
  dropTestServices();
  await world.close();
});

const operator = () => world.ctx(world.operator(operatorId));
const find = (text: string) => findInLedger({ ctx: operator(), input: { text } });

it('shows the newest check, what people have, and the closed days of the chain', async () => {
  const before = await readLedger({ ctx: operator(), input: {} });
  expect(before).toMatchObject({ health: null, days: [], totals: { available: 0, held: 0, debt: 0 } });
  const userId = await world.userWith(20);
  await world.run(world.ctxOf(userId));
  world.clock.advance(DAY_MS);
  await closeDays({ ctx: world.ctx(), input: {} });
  await reconcile({ ctx: operator(), input: {} });
  const ledger = await readLedger({ ctx: operator(), input: {} });
  expect(ledgerOverviewSchema.parse(ledger)).toEqual(ledger);
  const revenue = ledger.health?.accounts.find(({ account }) => account === 'platform:revenue');
  expect(revenue?.in).toBe(20 - (await world.available(userId)));
  expect(ledger.totals.available).toBe(await world.available(userId));
  expect(ledger.days).toMatchObject([{ transactions: 3, closingHash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
});

it('finds a run by its id, with everything that was posted for it and whose it is', async () => {
  const userId = await world.userWith(20);
  const run = await world.run(world.ctxOf(userId));
  const found = await find(run.id);
  expect(ledgerFoundSchema.parse(found)).toEqual(found);
  expect(found.items.map(({ kind, email }) => [kind, email])).toEqual([
    ['hold', `${userId}@example.test`],
    ['settle', `${userId}@example.test`],
  ]);
  expect(found.run).toMatchObject({
    id: run.id,
    userId,
    status: 'succeeded',
    charged: run.credits.charged,
    refunded: 0,
  });
  // By one of its transactions the same run is found.
  expect((await find(found.items[1]?.id ?? '')).run).toEqual(found.run);
});

it('finds a grant, which is about no run', async () => {
  const [userId, externalId] = [await world.newUser(), randomUUID()];
  await world.give(userId, 2, { externalId });
  const found = await find(externalId);
  expect(found).toMatchObject({ run: null, items: [{ kind: 'grant', external: { id: externalId } }] });
  expect(await find('nothing')).toEqual({ items: [], run: null });
});

describe('over HTTP', () => {
  const routes: [string, DefinedRoute, string][] = [
    ['the ledger', readLedgerRoute, 'GET'],
    ['a check', checkLedgerRoute, 'POST'],
    ['a look-up', findRoute, 'GET'],
    ['a refund', refundRoute, 'POST'],
  ];
  it.each(routes)('%s is refused to guests', async (_name, route, method) => {
    useTestServices(world.db, { clock: world.clock });
    const request = new NextRequest('http://hub.test/api/admin/ledger?find=1', {
      method,
      headers: { host: 'hub.test', origin: 'http://hub.test' },
    });
    const response = await route(request, { params: Promise.resolve({ id: randomUUID() }) });
    expect(response.status).toBe(401);
  });

  it('a person who is no operator finds nothing', async () => {
    const ctx = world.ctxOf(await world.newUser());
    await expect(readLedger({ ctx, input: {} })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(findInLedger({ ctx, input: { text: '1' } })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
