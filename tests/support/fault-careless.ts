import { settle } from '@/lib/credits';
import { expectSame, fact, honest, runsOf, type Scenario } from './fault-scenario';
import { answers } from './scripted-ai';

const GIVEN = 50;

/** What our runs must never do: the result is stored first, and paid for in a call of its own. Here to be caught. */
export const CARELESS: Scenario = {
  name: 'a run that is stored and charged apart',
  prepare: async (stage) => {
    stage.world.ai.script = answers(['Said. ', 'Never said.'], (index) =>
      index === 0 ? Promise.resolve() : new Promise(() => {}),
    );
    const userId = await stage.world.userWith(GIVEN);
    const { run } = await stage.world.start(stage.ctxOf(userId));
    return { userId, runId: run.id };
  },
  act: async (stage, facts) => {
    const ctx = stage.watched(stage.world.system());
    const holdId = fact(facts, 'runId');
    const [run] = await ctx.db.sql<{ quoted: string }>(
      `UPDATE runs SET status = 'succeeded', output = '{"text": "Said."}', charged_micro = quoted_micro, finished_at = $2::timestamptz
       WHERE id = $1::uuid RETURNING quoted_micro::text AS quoted`,
      [holdId, ctx.clock.now()],
    );
    await settle({ ctx, input: { holdId, captureMicro: BigInt(run?.quoted ?? 0) } });
  },
  state: async (stage, facts) => (await runsOf(stage, facts)).map(({ status }) => status).join(', '),
  repeat: async () => {},
  judge: async (stage, facts) => [
    ...(await honest(stage, fact(facts, 'userId'), GIVEN)),
    ...expectSame('runs', 1, (await runsOf(stage, facts)).length),
  ],
};
