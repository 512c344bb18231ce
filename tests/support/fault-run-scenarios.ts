import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { cancelRun, awaitRun, sweepRuns } from '@/lib/tools';
import { expectSame, fact, honest, runsOf, type Facts, type Scenario, type Stage } from './fault-scenario';
import { answers, fails, paints, type Script } from './scripted-ai';

const GIVEN = 50;
const TEXT = { toolId: 'text-generation', input: { prompt: 'Say something.' } };
const IMAGE = { toolId: 'image-generation', input: { prompt: 'A lighthouse.' } };
const PICTURE_BYTES = new Uint8Array(20_000).fill(7);
/** Longer than anything here needs, shorter than a wait that nobody understands. */
const PATIENCE_MS = 2_000;
/** A run younger than this is not saved in between. */
const SAVED_AFTER_MS = 1_000;
/** Two more turns of whoever saves, on a machine with other things to do; ends as soon as it is saved. */
const SAVED_BEFORE_MS = 3_000;

async function until(happened: () => Promise<boolean> | boolean, patience = PATIENCE_MS): Promise<void> {
  const last = Date.now() + patience;
  while (Date.now() < last && !(await happened())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Two pieces, with a partial save between them. */
function savedInBetween(stage: Stage, userId: string): Script {
  const saved = async () => {
    const [row] = await stage.world.db.sql<{ saved: boolean }>(
      `SELECT count(*) > 0 AS saved FROM runs WHERE user_id = $1::uuid AND output ->> 'text' <> ''`,
      [userId],
    );
    return row?.saved ?? false;
  };
  return answers(['A first piece. ', 'The rest.'], async (index) => {
    if (index === 0) return;
    await new Promise((resolve) => setTimeout(resolve, SAVED_AFTER_MS));
    stage.turn();
    await until(saved, SAVED_BEFORE_MS);
  });
}

/** A failed run is an answer like any other. */
async function asClient(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}

interface RunScenario {
  name: string;
  request: object;
  /** What the providers do, before the kill and after it. */
  script(stage: Stage, facts: Facts): Script;
  afterwards: () => Script;
  /** How many runs are paid in the end. */
  paid: number;
  settings?: object;
  /** Instead of waiting for the end. */
  act?: (stage: Stage, facts: Facts) => Promise<void>;
  earlier?: boolean;
}

function configure(stage: Stage, plan: RunScenario): void {
  if (plan.settings) stage.world.configure(plan.settings);
}

function runScenario(plan: RunScenario): Scenario {
  const start = (stage: Stage, facts: Facts, watched: boolean) => {
    const ctx = stage.ctxOf(fact(facts, 'userId'));
    return stage.world.run(watched ? stage.watched(ctx) : ctx, plan.request, { key: fact(facts, 'key') });
  };
  return {
    name: plan.name,
    prepare: async (stage) => {
      configure(stage, plan);
      const facts: Facts = { userId: await stage.world.userWith(GIVEN), key: randomUUID() };
      if (plan.earlier) {
        const run = await stage.world.run(stage.ctxOf(fact(facts, 'userId')), plan.request);
        facts.earlier = run.id;
      }
      stage.world.ai.script = plan.script(stage, facts);
      return facts;
    },
    act: (stage, facts) => (plan.act ?? ((...all) => asClient(start(...all, true))))(stage, facts),
    state: async (stage, facts) => {
      const statuses = (await runsOf(stage, facts)).map(({ status }) => status);
      return statuses.join(', ') || 'no run';
    },
    settled: (stage, facts) => honest(stage, fact(facts, 'userId'), GIVEN),
    repeat: (stage, facts) => {
      configure(stage, plan);
      stage.world.ai.script = plan.afterwards();
      return asClient(start(stage, facts, false));
    },
    judge: async (stage, facts) => {
      const paid = (await runsOf(stage, facts)).filter(({ credits }) => credits.charged > 0);
      return [
        ...(await honest(stage, fact(facts, 'userId'), GIVEN)),
        ...expectSame('runs paid under one key', plan.paid, paid.length),
      ];
    },
  };
}

const spoken = () => answers('An answer.');

async function stopAfterContent(stage: Stage, facts: Facts): Promise<void> {
  const ctx = stage.watched(stage.ctxOf(fact(facts, 'userId')));
  const execution = await stage.world.start(ctx, TEXT, { key: fact(facts, 'key') });
  const { live } = execution;
  await until(() => (live?.text ?? '') !== '');
  await cancelRun({ ctx, input: { id: execution.run.id } });
  await asClient(awaitRun({ ctx, input: execution }));
}

const sweepInput = (stage: Stage) => ({
  deadOwnersBefore: new Date(stage.world.clock.now().getTime() + 1),
  embedded: stage.world.db.mode === 'embedded',
});

/** Two runs whose process is dead, ended by the sweep that is killed. */
const sweep: Scenario = {
  ...runScenario({ name: 'sweep of dead runs', request: TEXT, script: spoken, afterwards: spoken, paid: 1 }),
  prepare: async (stage) => {
    const facts: Facts = {};
    stage.world.ai.script = answers(['Said. ', 'Never said.'], (index) =>
      index === 0 ? Promise.resolve() : new Promise(() => {}),
    );
    for (const suffix of ['', '2']) {
      const userId = await stage.world.userWith(GIVEN);
      const key = randomUUID();
      await stage.world.start(stage.ctxOf(userId, { instanceId: randomUUID() }), TEXT, { key });
      Object.assign(facts, { [`userId${suffix}`]: userId, [`key${suffix}`]: key });
    }
    return facts;
  },
  act: async (stage) => {
    await sweepRuns({ ctx: stage.watched(stage.world.system()), input: sweepInput(stage) });
  },
  judge: async (stage, facts) => {
    const paid = (await runsOf(stage, facts)).filter(({ credits }) => credits.charged > 0);
    return [
      ...(await honest(stage, fact(facts, 'userId'), GIVEN)),
      ...(await honest(stage, fact(facts, 'userId2'), GIVEN)),
      ...expectSame('runs paid under one key', 1, paid.length),
    ];
  },
};

/** Speaks once a second run is there to hear it. */
function heardByTwo(stage: Stage, userId: string): Script {
  const both = async () => {
    const rows = await stage.world.db.sql('SELECT 1 AS one FROM runs WHERE user_id = $1::uuid', [userId]);
    return rows.length === 2;
  };
  return answers('An answer.', () => until(both));
}

/** An identical run that joins the first, and ends with it. */
const joined: Scenario = {
  ...runScenario({
    name: 'two identical runs, the second joins the first',
    request: TEXT,
    script: (stage, facts) => heardByTwo(stage, fact(facts, 'userId')),
    afterwards: spoken,
    paid: 1,
    settings: { prices: { ownRepeat: 1 } },
    act: async (stage, facts) => {
      const ctx = stage.watched(stage.ctxOf(fact(facts, 'userId')));
      const leader = await stage.world.start(ctx, TEXT, { key: fact(facts, 'key') });
      const follower = await stage.world.start(ctx, TEXT, { key: `${fact(facts, 'key')}-2` });
      await Promise.all([leader, follower].map((input) => asClient(awaitRun({ ctx, input }))));
    },
  }),
  judge: async (stage, facts) => {
    const inFull = (await runsOf(stage, facts)).filter(({ credits }) => credits.charged > 1);
    return [
      ...(await honest(stage, fact(facts, 'userId'), GIVEN)),
      ...expectSame('runs paid in full', 1, inFull.length),
    ];
  },
};

export const RUN_SCENARIOS: Scenario[] = [
  joined,
  runScenario({
    name: 'text run, streamed and saved in between',
    request: TEXT,
    script: (stage, facts) => savedInBetween(stage, fact(facts, 'userId')),
    afterwards: spoken,
    paid: 1,
  }),
  runScenario({
    name: 'run from the cache',
    request: TEXT,
    script: spoken,
    afterwards: spoken,
    paid: 1,
    earlier: true,
    settings: { prices: { ownRepeat: 1 } },
  }),
  runScenario({
    name: 'image run with its file',
    request: IMAGE,
    script: () => paints(PICTURE_BYTES),
    afterwards: () => paints(PICTURE_BYTES),
    paid: 1,
  }),
  runScenario({
    name: 'run whose providers fail',
    request: TEXT,
    script: () => fails('provider_unavailable', 'Half a sen'),
    afterwards: () => fails('provider_unavailable'),
    paid: 0,
  }),
  runScenario({
    name: 'run cancelled after content',
    request: TEXT,
    script: () =>
      answers(['A first piece. ', 'never said'], (index) => (index === 0 ? Promise.resolve() : new Promise(() => {}))),
    afterwards: spoken,
    paid: 1,
    act: stopAfterContent,
  }),
  sweep,
];
