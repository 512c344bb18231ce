import { randomUUID } from 'node:crypto';
import type { Ctx } from '@/lib/context';
import { listNotices } from '@/lib/notices';
import { deleteRun, getRun } from '@/lib/runs';
import {
  countOpenProblems,
  decideProblem,
  eraseProblems,
  getProblem,
  getReport,
  listOwnProblems,
  listProblems,
  reportProblem,
  type DecideProblemInput,
} from '@/lib/support';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, fails } from '@/tests/support/scripted-ai';
import { openTestDb } from '@/tests/support/test-db';

let world: RunWorld;
let operator: Ctx;
let owner: Ctx;
let userId: string;
let runId: string;
let charged: number;

const asOperator = async () => ({ ...world.ctxOf(userId), actor: world.operator(await world.newUser()) });

beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
beforeEach(async () => {
  world.configure({});
  world.ai.script = answers('An answer.');
  userId = await world.userWith(20);
  owner = world.ctxOf(userId);
  operator = await asOperator();
  const run = await world.run(owner);
  [runId, charged] = [run.id, run.credits.charged];
});
afterEach(async () => {
  expect((await world.verify()).checks.filter((check) => !check.ok)).toEqual([]);
});
afterAll(() => world.close());

const report = (change: object = {}, ctx = owner) =>
  reportProblem({ ctx, input: { runId, reason: 'wrong_output', message: 'It is wrong.', ...change } });
const decide = (change: Partial<DecideProblemInput> & { id: string }, ctx = operator) =>
  decideProblem({ ctx, input: { decision: 'refund', ...change } });
const audits = (id: string) => world.db.prisma.auditEntry.findMany({ where: { subjectId: id } });
const mails = async () => {
  const user = await world.db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  return world.db.prisma.outboxMail.findMany({ where: { recipient: user.email } });
};
const confirmAddress = () =>
  world.db.sql('UPDATE users SET email_verified_at = now() WHERE id = $1::uuid RETURNING id', [userId]);

describe('a report', () => {
  it('is open until it is decided, and the same when it is sent again', async () => {
    const { problem, repeated } = await report({ sharesContent: true });
    expect(repeated).toBe(false);
    expect(problem).toEqual({
      ...{ id: expect.any(String), runId, reason: 'wrong_output', message: 'It is wrong.', sharesContent: true },
      ...{ status: 'open', createdAt: expect.any(String) },
    });
    const again = await Promise.all([1, 2, 3].map(() => report({ reason: 'other', message: 'Other words.' })));
    for (const answer of again) expect(answer).toEqual({ problem, repeated: true });
    expect(await getProblem({ ctx: owner, input: { runId } })).toEqual(problem);
  });

  it('is one of many that are sent at once', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => report()));
    expect(all.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(all.map(({ problem }) => problem.id)).size).toBe(1);
  });

  it('keeps words as text, and none where there are none', async () => {
    expect((await report({ message: '  a\0b\ud800 ' })).problem.message).toBe('ab\ufffd');
    runId = (await world.run(owner, { toolId: 'text-generation', input: { prompt: 'other' } })).id;
    expect((await report({ message: '   ' })).problem.message).toBeNull();
  });

  it.each([
    ['somebody else’s run', async () => world.ctxOf(await world.newUser()), 'not_found'],
    ['a guest', async () => ({ ...owner, actor: { type: 'guest' } as const }), 'unauthenticated'],
    ['a job', async () => world.system(), 'forbidden'],
  ])('is refused for %s', async (_who, ctx, code) => {
    await expect(report({}, await ctx())).rejects.toMatchObject({ code });
    await expect(getProblem({ ctx: await ctx(), input: { runId } })).rejects.toMatchObject({ code });
  });

  it('is refused for malformed ids, for deleted runs and for one under way', async () => {
    await expect(report({ runId: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    const gate = Promise.withResolvers<void>();
    world.ai.script = answers('x', () => gate.promise);
    const { run, live } = await world.start(owner, { toolId: 'text-generation', input: { prompt: 'slow' } });
    await expect(report({ runId: run.id })).rejects.toMatchObject({ code: 'conflict' });
    gate.resolve();
    await live!.finished;
    await deleteRun({ ctx: owner, input: { id: runId } });
    await expect(report()).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is one too many after the day’s limit, which says when there is room', async () => {
    world.configure({ support: { problemsPerDay: 2 } });
    await report();
    const ids = [];
    for (const prompt of ['b', 'c']) {
      ids.push((await world.run(owner, { toolId: 'text-generation', input: { prompt } })).id);
    }
    world.clock.advance(3_600_000);
    await report({ runId: ids[0] });
    const retryAt = new Date(world.clock.now().getTime() + 23 * 3_600_000).toISOString();
    await expect(report({ runId: ids[1] })).rejects.toMatchObject({ code: 'cap_reached', extra: { retryAt } });
    // What is open already is not counted again.
    expect(await report({ runId: ids[0] })).toMatchObject({ repeated: true });
    world.clock.advance(23 * 3_600_000 + 1);
    expect(await report({ runId: ids[1] })).toMatchObject({ repeated: false });
  });

  it('is held to its shape by the database as well', async () => {
    const { problem } = await report();
    const set = (assignment: string) =>
      world.db.sql(`UPDATE run_problems SET ${assignment} WHERE id = $1::uuid RETURNING id`, [problem.id]);
    await expect(set(`status = 'declined'`)).rejects.toThrow('run_problems_decided_check');
    await expect(set(`reason = 'boredom'`)).rejects.toThrow('run_problems_reason_check');
    await expect(set(`refunded_micro = 5`)).rejects.toThrow('run_problems_refunded_check');
    await expect(set(`message = ''`)).rejects.toThrow('run_problems_message_check');
  });
});

describe('a refund', () => {
  it('gives back all that is charged, and tells it in the app and by mail', async () => {
    await confirmAddress();
    const { problem } = await report();
    const answer = 'You are right, sorry.';
    const decided = await decide({ id: problem.id, answer, baseUrl: 'https://hub.test' });
    expect(decided).toMatchObject({
      repeated: false,
      problem: { status: 'refunded', refunded: charged, charged: 0, answer },
    });
    expect(await world.available(userId)).toBe(20);
    const { credits } = await getRun({ ctx: owner, input: { id: runId } });
    expect(credits).toMatchObject({ charged: 0, refunded: charged, reason: 'refunded_by_operator' });
    expect(await getProblem({ ctx: owner, input: { runId } })).toMatchObject({ status: 'refunded', answer });
    expect((await listNotices({ ctx: owner, input: {} })).items).toMatchObject([
      { kind: 'problem_refunded', data: { problemId: problem.id, runId, amount: charged, answer } },
    ]);
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail!.body).toContain(`gave ${charged} credits back`);
    expect(mail!.body).toContain(answer);
    expect(mail!.body).toContain(`https://hub.test/runs/${runId}`);
    expect(await audits(problem.id)).toMatchObject([
      { action: 'problems.refund', subjectType: 'problem', data: { runId, userId, amount: charged, answer } },
    ]);
  });

  it('happens once: again by the same operator is the same, by another a conflict', async () => {
    const { problem } = await report();
    const first = await decide({ id: problem.id });
    expect(await decide({ id: problem.id })).toEqual({ problem: first.problem, repeated: true });
    await expect(decide({ id: problem.id }, await asOperator())).rejects.toMatchObject({ code: 'conflict' });
    await expect(decide({ id: problem.id, decision: 'decline', answer: 'no' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await world.available(userId)).toBe(20);
    expect(await audits(problem.id)).toHaveLength(1);
  });

  it.each([
    ['refund', 'refund'],
    ['refund', 'decline'],
    ['decline', 'decline'],
  ] as const)('of two operators at once (%s, %s) leaves one decision', async (one, two) => {
    for (let round = 0; round < 5; round++) {
      runId = (await world.run(owner, { toolId: 'text-generation', input: { prompt: randomUUID() }, fresh: true })).id;
      await world.give(userId, charged);
      const before = await world.available(userId);
      const { problem } = await report();
      const both = await Promise.allSettled([
        decide({ id: problem.id, decision: one, answer: 'first' }),
        decide({ id: problem.id, decision: two, answer: 'second' }, await asOperator()),
      ]);
      const done = both.filter((end) => end.status === 'fulfilled');
      expect(done).toHaveLength(1);
      const refused = both.find((end) => end.status === 'rejected');
      expect(refused!.reason).toMatchObject({ code: 'conflict', detail: 'This report has been decided already.' });
      const { status } = done[0]!.value.problem;
      expect(await world.available(userId)).toBe(status === 'refunded' ? before + charged : before);
      expect(await audits(problem.id)).toHaveLength(1);
    }
    expect((await listNotices({ ctx: owner, input: {} })).items).toHaveLength(5);
  });

  it('gives back what an earlier refund has left', async () => {
    const { problem } = await report();
    await world.db.sql(
      `SELECT run_refund($1::uuid, 1000000, 'refunded_by_operator', 'a part', 'test', $2::text, now())`,
      [runId, randomUUID()],
    );
    expect(await decide({ id: problem.id })).toMatchObject({ problem: { refunded: charged - 1 } });
    expect(await world.available(userId)).toBe(20);
  });

  it('of what was never charged is a conflict, and the report stays open', async () => {
    world.ai.script = fails('provider_unavailable');
    await world.run(owner, { toolId: 'text-generation', input: { prompt: 'fails' } }).catch(() => undefined);
    const [row] = await world.db.sql<{ id: string }>(
      `SELECT id::text AS id FROM runs WHERE user_id = $1::uuid AND status = 'failed'`,
      [userId],
    );
    const { problem } = await report({ runId: row!.id, reason: 'charged_though_failed' });
    await expect(decide({ id: problem.id })).rejects.toMatchObject({ code: 'conflict' });
    expect(await getProblem({ ctx: owner, input: { runId: row!.id } })).toMatchObject({ status: 'open' });
  });
});

describe('a refusal', () => {
  it('needs words, moves nothing, and is told without mail where the address is not confirmed', async () => {
    const { problem } = await report();
    await expect(decide({ id: problem.id, decision: 'decline', answer: '  ' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [expect.objectContaining({ path: 'answer' })],
    });
    const answer = 'The answer fits what you asked.';
    await decide({ id: problem.id, decision: 'decline', answer });
    expect(await world.available(userId)).toBe(20 - charged);
    expect((await listNotices({ ctx: owner, input: {} })).items).toMatchObject([
      { kind: 'problem_declined', data: { answer, runId } },
    ]);
    expect(await mails()).toEqual([]);
    // One may ask once more.
    expect(await report({ message: 'Look again, please.' })).toMatchObject({ repeated: false });
  });

  it('is for operators', async () => {
    const { problem } = await report();
    for (const ctx of [owner, { ...owner, actor: { type: 'guest' } as const }]) {
      await expect(decide({ id: problem.id }, ctx)).rejects.toMatchObject({ status: ctx === owner ? 403 : 401 });
      await expect(getReport({ ctx, input: { id: problem.id } })).rejects.toMatchObject({
        status: ctx === owner ? 403 : 401,
      });
      await expect(listProblems({ ctx, input: {} })).rejects.toMatchObject({ status: ctx === owner ? 403 : 401 });
    }
    await expect(countOpenProblems({ ctx: owner })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(decide({ id: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(decide({ id: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('what the operator sees', () => {
  it('is the whole receipt, and the content only where its owner ticked it', async () => {
    const { problem } = await report();
    const closed = await getReport({ ctx: operator, input: { id: problem.id } });
    expect(closed.run).toMatchObject({
      id: runId,
      attempts: [{ outcome: 'succeeded' }],
      credits: { charged },
      deleted: false,
    });
    expect(JSON.stringify(closed)).not.toMatch(/An answer|Say something/);
    expect(closed.problem).toMatchObject({ charged, user: { id: userId }, toolId: 'text-generation' });
    await decide({ id: problem.id, decision: 'decline', answer: 'no' });
    const open = await report({ sharesContent: true });
    const seen = await getReport({ ctx: operator, input: { id: open.problem.id } });
    expect(seen.run).toMatchObject({ input: { prompt: 'Say something.' }, output: { text: 'An answer.' } });
    expect(seen.run).not.toHaveProperty('note');
    expect(seen.history).toEqual({ reports: 2, refunded: 0 });
    await deleteRun({ ctx: owner, input: { id: runId } });
    const gone = await getReport({ ctx: operator, input: { id: open.problem.id } });
    expect(gone.run).toMatchObject({ deleted: true, credits: { charged } });
    expect(gone.run).not.toHaveProperty('output');
  });

  it('is a list with open ones first, page by page, narrowed by state, reason and person', async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n++) {
      await world.give(userId, 5);
      runId = (await world.run(owner, { toolId: 'text-generation', input: { prompt: `n${n}` } })).id;
      world.clock.advance(1_000);
      made.push((await report({ reason: n === 3 ? 'other' : 'empty_output' })).problem.id);
    }
    await decide({ id: made[4]!, decision: 'decline', answer: 'no' });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listProblems({ ctx: operator, input: { q: userId, cursor, limit: 2 } });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([made[3], made[2], made[1], made[0], made[4]]);
    const ids = async (input: object) => (await listProblems({ ctx: operator, input })).items.map(({ id }) => id);
    expect(await ids({ q: `${userId}@EXAMPLE.test`, status: 'declined' })).toEqual([made[4]]);
    expect(await ids({ q: userId, reason: 'other' })).toEqual([made[3]]);
    expect(await ids({ q: runId })).toEqual([made[4]]);
    expect(await ids({ q: 'nobody@example.test' })).toEqual([]);
    await expect(ids({ cursor: 'bm9wZQ' })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await countOpenProblems({ ctx: operator })).toBeGreaterThanOrEqual(4);
  });
});

it('goes with the account, and is in its export before', async () => {
  const { problem } = await report();
  expect(await listOwnProblems({ ctx: owner, input: { after: undefined } })).toEqual([problem]);
  expect(await listOwnProblems({ ctx: owner, input: { after: problem.id } })).toEqual([]);
  await eraseProblems({ ctx: owner });
  expect(await listOwnProblems({ ctx: owner, input: { after: undefined } })).toEqual([]);
});
