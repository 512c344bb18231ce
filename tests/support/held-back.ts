import { REQUEST, type RunWorld } from './run-world';
import { answers, fails, type Script } from './scripted-ai';

/** A model that says its first piece, then waits to be let on. */
export function heldBack(pieces = ['First. ', 'Rest.']): { script: Script; go: () => void } {
  const gate = Promise.withResolvers<void>();
  return { script: answers(pieces, (index) => (index === 0 ? Promise.resolve() : gate.promise)), go: gate.resolve };
}

/** A model that fails once it is let on. */
export function failsLater(code: Parameters<typeof fails>[0], before = ''): { script: Script; go: () => void } {
  const gate = Promise.withResolvers<void>();
  const failing = fails(code, before);
  return {
    script: async function* (input) {
      await gate.promise;
      yield* failing(input);
    },
    go: gate.resolve,
  };
}

/** One person who asks the same twice at once. */
export async function two(world: RunWorld, request: object = REQUEST, credits = 50) {
  const userId = await world.userWith(credits);
  const ctx = world.ctxOf(userId);
  const leader = await world.start(ctx, request);
  const follower = await world.start(ctx, request);
  return { userId, ctx, leader, follower };
}

/** A busy machine may take its time: one that begins after the other has ended would lead, not follow. */
export async function bothBegun(world: RunWorld, userId: string): Promise<void> {
  for (let rows: object[] = []; rows.length < 2; await new Promise((resolve) => setTimeout(resolve, 5))) {
    rows = await world.db.sql(`SELECT id FROM runs WHERE user_id = $1::uuid AND status = 'running'`, [userId]);
  }
}
