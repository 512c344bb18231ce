import { requireUserId, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { countCacheHit, findOwnRun, getRun, toRunView, type LiveRun, type RunRecord, type RunView } from '@/lib/runs';
import { adKindOf } from './ad-kind';
import { alone } from './alone';
import { prepareRun, type PreparedRun } from './prepare';
import { storedPricing } from './pricing/view';
import { beginRun, deadlineOf, ownerOf, type BeginAnswer, type BeginInput, type RunLinks } from './run/begin';
import { startDriving } from './run/drive';
import { startFollowing } from './run/follow';
import { checkInput, pause } from './safety';
import type { RunRequest } from './schema';
import type { OfferAd } from './types';

export interface ExecuteArgs {
  ctx: Ctx;
  input: RunRequest;
  idempotencyKey: string;
  /** SHA-256 of what the key stands for. */
  requestHash: string;
  /** What the run belongs to beside its conversation. */
  links?: RunLinks;
  /** Nobody stands in for the first model: it answers, or the run fails and is refunded. */
  onlyModel?: boolean;
  /** Names the ads that would pay for what is missing; without it a refusal offers none. */
  offerAd?: OfferAd;
}

export interface Execution {
  /** As it stood when the call was answered: running, or ended when it came from the cache or an earlier call. */
  run: RunView;
  /** The run under way in this process; null when it has ended or runs elsewhere. */
  live: LiveRun | null;
  /** Whether an earlier call under the same key had started it. */
  repeated: boolean;
}

/** The run in memory, as `run_begin` has just written it. */
function recordOf(ctx: Ctx, begun: BeginInput): RunRecord {
  const { prepared, now } = begun;
  return {
    id: begun.runId,
    userId: begun.userId,
    toolId: prepared.definition.id,
    kind: prepared.definition.kind,
    status: 'running',
    input: prepared.call.input,
    options: prepared.call.options,
    output: {},
    provider: null,
    model: null,
    cached: false,
    cachedFrom: null,
    leaderId: null,
    attempts: [],
    usage: null,
    pricing: begun.pricing,
    quotedMicro: prepared.quoteMicro,
    chargedMicro: 0n,
    refundedMicro: 0n,
    reason: null,
    errorCode: null,
    promptId: null,
    continuesId: prepared.links.continues ?? null,
    conversationId: prepared.links.conversation ?? null,
    comparisonId: begun.links?.comparisonId ?? null,
    batchId: begun.links?.batchId ?? null,
    owner: ownerOf(ctx, begun),
    deadlineAt: deadlineOf(ctx, begun),
    favourite: false,
    note: null,
    createdAt: now,
    finishedAt: null,
  };
}

function fromCache(started: RunRecord, kept: Extract<BeginAnswer, { outcome: 'cached' }>): RunRecord {
  const { output, provider, model, usage } = kept;
  const price = BigInt(kept.price);
  return {
    ...started,
    ...{ output, provider, model, usage },
    status: 'succeeded',
    cached: true,
    quotedMicro: price,
    chargedMicro: price,
    finishedAt: started.createdAt,
  };
}

function joinedTo(
  started: RunRecord,
  prepared: PreparedRun,
  { leaderId, owner, deadlineAt }: Extract<BeginAnswer, { outcome: 'joined' }>,
): RunRecord {
  const quotedMicro = prepared.cachedPriceMicro;
  return { ...started, cached: true, leaderId, owner, deadlineAt: new Date(deadlineAt), quotedMicro };
}

async function refusal(
  prepared: PreparedRun,
  answer: Extract<BeginAnswer, { outcome: 'insufficient' }>,
  offerAd: OfferAd | undefined,
): Promise<AppError> {
  const needed = BigInt(answer.needed);
  const available = BigInt(answer.available);
  const ad = await offerAd?.(adKindOf(prepared.definition.kind), needed - available + BigInt(answer.debt));
  return new AppError('insufficient_credits', 'You do not have enough credits for this run.', {
    extra: {
      needed: microToCredits(needed),
      available: microToCredits(available),
      ad: ad ?? null,
      ...(answer.repeated ? { repeated: true } : {}),
    },
  });
}

async function earlier(ctx: Ctx, runId: string): Promise<Execution> {
  const live = ctx.live.get(runId) ?? null;
  const run = live?.result ?? (await getRun({ ctx, input: { id: runId } }));
  return { run, live: live?.result ? null : live, repeated: true };
}

/** This very call began it and its first answer was lost. */
async function takeUp(ctx: Ctx, begun: BeginInput, { run }: Execution): Promise<Execution> {
  const stored = await findOwnRun(ctx, run.id);
  const live = stored.leaderId ? startFollowing(ctx, stored) : startDriving(ctx, recordOf(ctx, begun), begun.prepared);
  return { run, live, repeated: false };
}

/**
 * Starts a run for the actor, or finds its answer: kept from the same input, on its way for the same request, or begun
 * by an earlier call under the same key. The run goes on by itself from here; `awaitRun` waits for its end.
 * @throws AppError invalid_input, insufficient_credits with needed, available and ad, idempotency_mismatch, unauthenticated,
 *   moderated before anything is held, cap_reached with retryAt after too many refusals for content.
 */
export async function execute({
  ctx,
  input,
  idempotencyKey,
  requestHash,
  links,
  onlyModel = false,
  offerAd,
}: ExecuteArgs): Promise<Execution> {
  const userId = requireUserId(ctx.actor);
  const asked = await prepareRun(ctx, input);
  const prepared = onlyModel ? alone(asked) : asked;
  const begun: BeginInput = {
    ...{ userId, prepared, requestHash },
    pricing: storedPricing(prepared.candidates, prepared.pricings),
    runId: ctx.ids.uuid(),
    now: ctx.clock.now(),
    asked: input,
    ...(links ? { links } : {}),
    scope: `user:${userId}:process-request`,
    key: idempotencyKey,
  };
  const checking = checkInput(ctx, { ...prepared, userId, scope: begun.scope, key: idempotencyKey });
  if (checking) await checking;
  const answer = await beginRun(ctx, begun);
  switch (answer.outcome) {
    case 'started': {
      countCacheHit('none');
      const record = recordOf(ctx, begun);
      return { run: toRunView(record, ctx.ai), live: startDriving(ctx, record, prepared), repeated: false };
    }
    case 'cached':
      countCacheHit(answer.kind);
      return { run: toRunView(fromCache(recordOf(ctx, begun), answer), ctx.ai), live: null, repeated: false };
    case 'joined': {
      countCacheHit('joined');
      const record = joinedTo(recordOf(ctx, begun), prepared, answer);
      return { run: toRunView(record, ctx.ai), live: startFollowing(ctx, record), repeated: false };
    }
    case 'repeated': {
      const run = await earlier(ctx, answer.runId);
      if (answer.runId !== begun.runId) return run;
      return run.run.status === 'running' ? takeUp(ctx, begun, run) : { ...run, repeated: false };
    }
    case 'mismatch':
      throw new AppError('idempotency_mismatch', 'This Idempotency-Key was used for another request.');
    case 'insufficient':
      throw await refusal(prepared, answer, offerAd);
    case 'moderation_limit':
      throw pause(new Date(answer.retryAt), begun.now);
    case 'unknown_user':
      throw new AppError('unauthenticated', 'This account does not exist any more.');
  }
}
