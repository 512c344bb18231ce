import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { adjust, expireLots, getCredits, grant, reserve, settle, type LotSource } from '@/lib/credits';
import { LedgerModel } from '@/tests/support/ledger-model';
import { DAY_MS, ledgerWorld, type LedgerWorld } from '@/tests/support/ledger-world';
import { openTestDb } from '@/tests/support/test-db';

// A failing run prints its seed and path; FC_SEED and FC_RUNS repeat or lengthen it.
const SEED = Number(process.env.FC_SEED ?? 20_261_121);
const RUNS = Number(process.env.FC_RUNS ?? 30);

type Step =
  | { do: 'grant'; source: LotSource; amount: number; days: number | null }
  | { do: 'reserve'; amount: number }
  | { do: 'settle'; which: number; part: number }
  | { do: 'adjust'; amount: number }
  | { do: 'claw'; amount: number }
  | { do: 'wait'; hours: number }
  | { do: 'expire' };

const micro = fc.integer({ min: 1, max: 12_000_000 });
// Earning, holding and ending are most of a life; weights make short stories reach deep.
const steps: fc.WeightedArbitrary<Step>[] = [
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('grant' as const),
      source: fc.constantFrom<LotSource[]>('ad', 'bonus', 'purchase', 'purchase', 'royalty'),
      amount: micro,
      days: fc.constantFrom(null, 0, 1, 3, 30),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('reserve' as const), amount: micro }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      which: fc.nat(20),
      part: fc.constantFrom(0, 0, 0.2, 0.5, 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('adjust' as const),
      amount: fc.integer({ min: -8_000_000, max: 8_000_000 }).filter((amount) => amount !== 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('claw' as const), amount: micro }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 23, 24, 80, 24 * 7) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
];
const story = fc.array(fc.oneof(...steps), { minLength: 5, maxLength: 30, size: 'max' });

let world: LedgerWorld;
beforeAll(async () => {
  world = ledgerWorld(await openTestDb());
});

/** One user's way through the real ledger beside the model; every step is compared. */
class Walk {
  readonly model = new LedgerModel();
  private readonly holds: string[] = [];
  constructor(private readonly userId: string) {}

  async take(step: Step): Promise<void> {
    const { userId, model } = this;
    const ctx = world.ctx();
    const now = world.clock.now().getTime();
    switch (step.do) {
      case 'grant': {
        const ends = step.days === null ? Infinity : now + step.days * DAY_MS;
        model.grant(step.source, BigInt(step.amount), ends);
        const expiresAt = step.days === null ? null : new Date(ends);
        const ref = { type: 'ad' as const, id: 'model' };
        const input = {
          userId,
          source: step.source,
          amountMicro: BigInt(step.amount),
          expiresAt,
          externalSource: 'model',
          externalId: randomUUID(),
          ref,
        };
        expect((await grant({ ctx, input })).outcome).toBe('granted');
        return;
      }
      case 'reserve': {
        const holdId = randomUUID();
        const held = model.reserve(holdId, BigInt(step.amount), now);
        const ref = { type: 'offer' as const, id: holdId };
        const { outcome } = await reserve({
          ctx,
          input: { userId, holdId, amountMicro: BigInt(step.amount), ref, deadlineAt: world.clock.now() },
        });
        expect(outcome).toBe(held ? 'held' : 'insufficient');
        if (held) this.holds.push(holdId);
        return;
      }
      case 'settle': {
        const holdId = this.holds[step.which % Math.max(this.holds.length, 1)];
        if (!holdId) return;
        const amount = model.holds.get(holdId)?.amount ?? 0n;
        const captureMicro = BigInt(Math.floor(Number(amount) * step.part));
        const ended = model.end(holdId, captureMicro, now);
        const { outcome } = await settle({ ctx, input: { holdId, captureMicro } });
        expect(outcome).toBe(ended ? 'settled' : 'ended');
        return;
      }
      case 'adjust': {
        const amountMicro = BigInt(step.amount);
        if (amountMicro > 0n) model.grant('admin', amountMicro, Infinity);
        const possible = amountMicro > 0n || model.take(-amountMicro, false, now);
        const outcome = await adjust({
          ctx,
          input: { userId, amountMicro, reason: 'model', externalId: randomUUID() },
        }).then(
          (result) => result.outcome,
          (error: { code: string }) => error.code,
        );
        expect(outcome).toBe(possible ? 'adjusted' : 'conflict');
        return;
      }
      case 'claw':
        model.take(BigInt(step.amount), true, now);
        await world.db.sql(
          `SELECT ledger_take($1::uuid, $2::bigint, 'clawback', 'platform:clawback', true, 'payment', 'x', NULL, NULL, NULL, $3::timestamptz)`,
          [userId, step.amount, world.clock.now()],
        );
        return;
      case 'wait':
        world.clock.advance(step.hours * 3_600_000);
        return;
      case 'expire':
        await expireLots({ ctx, input: {} });
    }
  }

  async compare(): Promise<void> {
    const view = await getCredits({ ctx: world.ctx(), input: { userId: this.userId } });
    expect(view).toEqual(this.model.view(world.clock.now().getTime()));
  }
}

it('after every step of any story the ledger says what the model says, and every invariant holds', async () => {
  const property = fc.asyncProperty(story, async (told) => {
    const walk = new Walk(await world.newUser());
    for (const step of told) {
      await walk.take(step);
      await walk.compare();
      expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
    }
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: false });
}, 600_000);
