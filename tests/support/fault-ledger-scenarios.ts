import { randomUUID } from 'node:crypto';
import { withCtx, type Ctx } from '@/lib/context';
import {
  clawback,
  collectRoyalties,
  expireLots,
  getCredits,
  grant,
  refund,
  refundRun,
  reserve,
  settle,
  sweepHolds,
} from '@/lib/credits';
import { balanceOf, expectSame, fact, honest, runsOf, type Facts, type Scenario, type Stage } from './fault-scenario';
import { DAY_MS } from './ledger-world';

const GIVEN = 50;
const HELD_MICRO = 5_000_000n;
const USED_MICRO = 4_000_000n;
const RATE_PPM = 20_000;
const EARNED = 0.08;

/** Whoever acts, watched or not. */
type As = (ctx: Ctx) => Ctx;
const plainly: As = (ctx) => ctx;

async function holdRow(stage: Stage, holdId: string): Promise<{ state: string; accrued: string | null }> {
  const [row] = await stage.world.db.sql<{ state: string; accrued: string | null }>(
    `SELECT h.state, a.state AS accrued FROM credit_holds h LEFT JOIN royalty_accruals a ON a.hold_id = h.id
     WHERE h.id = $1::uuid`,
    [holdId],
  );
  return row ?? { state: 'no hold', accrued: null };
}

async function useSomebodysPrompt(stage: Stage, facts: Facts, as: As): Promise<void> {
  const ctx = as(stage.ctxOf(fact(facts, 'userId')));
  const holdId = fact(facts, 'holdId');
  const ref = { type: 'prompt', id: fact(facts, 'promptId') } as const;
  const deadlineAt = new Date(ctx.clock.now().getTime() + 60_000);
  await reserve({ ctx, input: { holdId, amountMicro: HELD_MICRO, ref: { ...ref, id: holdId }, deadlineAt } });
  const royalty = { authorId: fact(facts, 'authorId'), ratePpm: RATE_PPM, ref, expiresAt: null };
  await settle({ ctx, input: { holdId, captureMicro: USED_MICRO, royalty } });
  await collectRoyalties({ ctx: as(stage.world.system()), input: {} });
}

const payerAndAuthor = async ({ world }: Stage): Promise<Facts> => ({
  userId: await world.userWith(GIVEN),
  authorId: await world.newUser(),
  holdId: randomUUID(),
  promptId: randomUUID(),
});

const royalty: Scenario = {
  name: 'use of a prompt: hold, capture with royalty, collection',
  prepare: payerAndAuthor,
  act: (stage, facts) => useSomebodysPrompt(stage, facts, stage.watched),
  state: async (stage, facts) => {
    const { state, accrued } = await holdRow(stage, fact(facts, 'holdId'));
    return accrued ? `${state}, royalty ${accrued}` : state;
  },
  repeat: (stage, facts) => useSomebodysPrompt(stage, facts, plainly),
  judge: async (stage, facts) => {
    const { state, accrued } = await holdRow(stage, fact(facts, 'holdId'));
    const paid = state === 'captured';
    return [
      ...expectSame('royalty', paid ? 'collected' : 'none', accrued ?? 'none'),
      ...expectSame('payer has', paid ? GIVEN - 4 : GIVEN, await balanceOf(stage, fact(facts, 'userId'))),
      ...expectSame('author has', paid ? EARNED : 0, await balanceOf(stage, fact(facts, 'authorId'))),
    ];
  },
};

function giveBack(stage: Stage, facts: Facts, as: As): Promise<unknown> {
  const input = {
    holdId: fact(facts, 'holdId'),
    amountMicro: null,
    reason: 'It was wrong.',
    externalSource: 'test-refund',
    externalId: fact(facts, 'holdId'),
  };
  const ctx = as(stage.world.system());
  return facts.authorId ? refund({ ctx, input }) : refundRun({ ctx, input: { ...input, code: 'operator' } });
}

const refundOfUse: Scenario = {
  name: 'refund of a use whose royalty the author has',
  prepare: async (stage) => {
    const facts = await payerAndAuthor(stage);
    await useSomebodysPrompt(stage, facts, plainly);
    return facts;
  },
  act: async (stage, facts) => void (await giveBack(stage, facts, stage.watched)),
  state: async (stage, facts) => ((await balanceOf(stage, fact(facts, 'userId'))) === GIVEN ? 'refunded' : 'charged'),
  repeat: async (stage, facts) => void (await giveBack(stage, facts, plainly)),
  judge: async (stage, facts) => [
    ...expectSame('payer has', GIVEN, await balanceOf(stage, fact(facts, 'userId'))),
    ...expectSame('author has', 0, await balanceOf(stage, fact(facts, 'authorId'))),
  ],
};

const refundOfRun: Scenario = {
  ...refundOfUse,
  name: 'refund of a finished run',
  prepare: async (stage) => {
    const userId = await stage.world.userWith(GIVEN);
    const run = await stage.world.run(stage.ctxOf(userId));
    return { userId, holdId: run.id };
  },
  judge: async (stage, facts) => {
    const [run] = await runsOf(stage, facts);
    return [
      ...(await honest(stage, fact(facts, 'userId'), GIVEN)),
      ...expectSame('charged', 0, run?.credits.charged ?? -1),
      ...expectSame('payer has', GIVEN, await balanceOf(stage, fact(facts, 'userId'))),
    ];
  },
};

async function takeAndPay(stage: Stage, facts: Facts, as: As): Promise<void> {
  const ctx = as(stage.world.system());
  const userId = fact(facts, 'userId');
  const ref = { type: 'payment', id: userId } as const;
  const outside = { externalSource: 'test-dispute', externalId: userId };
  await clawback({ ctx, input: { ...outside, userId, ref, source: 'ad', amountMicro: 60_000_000n } });
  const earned = { userId, ref, source: 'bonus', amountMicro: 15_000_000n, expiresAt: null } as const;
  await grant({ ctx, input: { ...earned, externalSource: 'test-bonus', externalId: userId } });
}

const debt: Scenario = {
  name: 'clawback into debt, and a grant that pays it',
  prepare: async ({ world }) => ({ userId: await world.userWith(GIVEN) }),
  act: (stage, facts) => takeAndPay(stage, facts, stage.watched),
  state: async (stage, facts) => {
    const credits = await getCredits({ ctx: stage.ctxOf(fact(facts, 'userId')), input: {} });
    return `${credits.available} credits, ${credits.debt} owed`;
  },
  repeat: (stage, facts) => takeAndPay(stage, facts, plainly),
  judge: async (stage, facts) => expectSame('user has', 5, await balanceOf(stage, fact(facts, 'userId'))),
};

async function dayLater(stage: Stage, as: As): Promise<void> {
  const later = new Date(stage.world.clock.now().getTime() + 2 * DAY_MS);
  await expireLots({ ctx: withCtx(as(stage.world.system()), { clock: { now: () => later } }), input: {} });
}

const jobs: Scenario = {
  name: 'sweep of a dead hold, and expiry of its lots',
  prepare: async (stage) => {
    const expiresAt = new Date(stage.world.clock.now().getTime() + DAY_MS);
    const userId = await stage.world.newUser();
    await stage.world.give(userId, GIVEN, { expiresAt });
    const ctx = stage.ctxOf(userId, { instanceId: randomUUID() });
    const holdId = randomUUID();
    const ref = { type: 'prompt', id: holdId } as const;
    await reserve({ ctx, input: { holdId, ref, amountMicro: HELD_MICRO, deadlineAt: expiresAt } });
    return { userId, holdId };
  },
  act: async (stage) => {
    const deadOwnersBefore = new Date(stage.world.clock.now().getTime() + 1);
    const embedded = stage.world.db.mode === 'embedded';
    await sweepHolds({ ctx: stage.watched(stage.world.system()), input: { deadOwnersBefore, embedded } });
    await dayLater(stage, stage.watched);
  },
  state: async (stage, facts) =>
    `${(await holdRow(stage, fact(facts, 'holdId'))).state}, ${await balanceOf(stage, fact(facts, 'userId'))} credits`,
  repeat: (stage) => dayLater(stage, plainly),
  judge: async (stage, facts) => [
    ...expectSame('hold', 'expired', (await holdRow(stage, fact(facts, 'holdId'))).state),
    ...expectSame('user has', 0, await balanceOf(stage, fact(facts, 'userId'))),
  ],
};

export const LEDGER_SCENARIOS: Scenario[] = [royalty, refundOfUse, refundOfRun, debt, jobs];
