import type { ModelRequest } from '@/lib/ai/types';
import { requireUserId, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { findOwnRun, toRunView, type RunView } from '@/lib/runs';
import { prepareRun } from '../prepare';
import { storedPricing } from '../pricing/view';
import { beginRun, type BeginInput } from '../run/begin';
import { checkInput, pause } from '../safety';
import type { RunRequest } from '../schema';
import { discounted } from './discounted';

export interface BeginDetachedArgs {
  ctx: Ctx;
  input: RunRequest;
  idempotencyKey: string;
  requestHash: string;
  batchId: string;
  /** What part of its price is charged, above 0 up to 1. */
  share: number;
  /** When it counts as lost and is refunded. */
  until: Date;
}

export interface Detached {
  run: RunView;
  /** What is to be asked of the model; null where the run has ended already. */
  request: ModelRequest | null;
}

/**
 * Begins a run that nobody drives: its credits are set aside until `settleDetached` brings its answer, from whichever
 * process, or until its time is up. The same key again finds the same run.
 * @throws AppError as `execute` does.
 */
export async function beginDetached({ ctx, input, ...args }: BeginDetachedArgs): Promise<Detached> {
  const userId = requireUserId(ctx.actor);
  const prepared = discounted(ctx, await prepareRun(ctx, input), args.share);
  const key = args.idempotencyKey;
  const begun: BeginInput = {
    ...{ userId, prepared, key, requestHash: args.requestHash, asked: input },
    pricing: storedPricing(prepared.candidates, prepared.pricings),
    runId: ctx.ids.uuid(),
    now: ctx.clock.now(),
    links: { batchId: args.batchId, detachedUntil: args.until },
    scope: `user:${userId}:process-request`,
  };
  await checkInput(ctx, { ...prepared, userId, scope: begun.scope, key });
  const answer = await beginRun(ctx, begun);
  switch (answer.outcome) {
    case 'started':
    case 'cached':
    case 'joined':
    case 'repeated': {
      const run = toRunView(await findOwnRun(ctx, answer.runId), ctx.ai);
      return { run, request: run.status === 'running' ? prepared.request : null };
    }
    case 'insufficient':
      throw new AppError('insufficient_credits', 'You do not have enough credits for this run.');
    case 'moderation_limit':
      throw pause(new Date(answer.retryAt), begun.now);
    case 'mismatch':
      throw new AppError('idempotency_mismatch', 'This Idempotency-Key was used for another request.');
    case 'unknown_user':
      throw new AppError('unauthenticated', 'This account does not exist any more.');
  }
}
