import { randomUUID } from 'node:crypto';
import { deleteMe, exportMe } from '@/lib/account';
import { registerUser, signIn } from '@/lib/auth';
import { actorOfToken } from '@/lib/auth/sessions';
import { withCtx } from '@/lib/context';
import { notify } from '@/lib/notices';
import { createLimiter } from '@/lib/rate-limit';
import { reportProblem } from '@/lib/support';
import { REQUEST, runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers } from '@/tests/support/scripted-ai';
import { silentLog } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';

const PASSWORD = 'correct horse';
let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());

test('notices and reports are in what one takes along, and gone with the account', async () => {
  world.ai.script = answers('An answer.');
  const guest = withCtx(world.system(), { actor: { type: 'guest' } });
  const email = 'reporter@example.test';
  const { id: userId } = await registerUser({ ctx: guest, input: { email, password: PASSWORD } });
  await world.give(userId, 20);
  const { token } = await signIn({ ctx: guest, input: { email, password: PASSWORD, userAgent: 'a browser' } });
  const ctx = withCtx(world.system(), { actor: (await actorOfToken(guest, token))! });
  const run = await world.run(ctx, REQUEST);
  const { problem } = await reportProblem({ ctx, input: { runId: run.id, reason: 'other', message: 'Hm.' } });
  const data = { batchId: randomUUID(), toolId: 'summarize', rows: 3, succeeded: 3, failed: 0 };
  await notify({ ctx, input: { userId, kind: 'batch_done', data } });
  let text = '';
  for await (const piece of await exportMe({ ctx })) text += piece;
  expect(JSON.parse(text)).toMatchObject({ problems: [problem], notices: [{ kind: 'batch_done', data }] });
  const limiter = createLimiter({ kv: {}, log: silentLog });
  await deleteMe({ ctx, limiter, input: { password: PASSWORD } });
  expect(await world.db.sql('SELECT 1 FROM notices WHERE user_id = $1::uuid', [userId])).toEqual([]);
  expect(await world.db.sql('SELECT 1 FROM run_problems WHERE user_id = $1::uuid', [userId])).toEqual([]);
});
