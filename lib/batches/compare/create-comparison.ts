import { requireUserId, type Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { microToCredits } from '@/lib/format';
import { canonicalJson, sha256 } from '@/lib/ids';
import { cancelRun, execute, type Execution, type OfferAd } from '@/lib/tools';
import { assertFunds } from '../funds';
import type { ComparisonRequest } from '../schema';
import type { ComparisonView } from '../types';
import { begunRuns, getComparison } from './find-comparison';
import { planComparison, type Part } from './request';

export interface CreateComparisonArgs {
  ctx: Ctx;
  input: ComparisonRequest;
  idempotencyKey: string;
  offerAd?: OfferAd;
}

/** Of a caller and its key: the same call again names the same comparison, whatever became of the first one. */
function idOf(userId: string, key: string): string {
  const hex = sha256(`comparison:${userId}:${key}`);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

/** All of them or none: what has begun is stopped where another cannot begin. */
async function beginAll(parts: readonly Part[], begin: (part: Part, place: number) => Promise<Execution>, ctx: Ctx) {
  const begun: Execution[] = [];
  for (const [index, part] of parts.entries()) {
    try {
      begun.push(await begin(part, index + 1));
    } catch (error) {
      await Promise.allSettled(begun.map(({ run }) => cancelRun({ ctx, input: { id: run.id } })));
      throw error;
    }
  }
  return begun;
}

/**
 * What an earlier call under the same key has begun: as a whole, whatever has become of its models since; else whether any of
 * it has begun.
 * @throws AppError idempotency_mismatch where it asked for something else.
 */
async function earlierCall(ctx: Ctx, id: string, { requestHash, models }: { requestHash: string; models: number }) {
  const begun = await begunRuns(ctx, id);
  const kept = begun.filter(({ hash }) => hash !== null);
  if (kept.some(({ hash }) => hash !== requestHash))
    throw new AppError('idempotency_mismatch', 'This Idempotency-Key was used for another request.');
  const comparison = kept.length >= models ? await getComparison({ ctx, input: { id } }) : null;
  return { comparison, hasBegun: begun.length > 0 };
}

/**
 * Runs one prompt on two or three models at once. Each is a run of its own, answered by its model or failed and refunded;
 * the balance must cover them all.
 * @throws AppError invalid_input, insufficient_credits with needed, available and ad, idempotency_mismatch,
 *   provider_unavailable, unauthenticated.
 */
export async function createComparison({
  ctx,
  input,
  idempotencyKey,
  offerAd,
}: CreateComparisonArgs): Promise<{ comparison: ComparisonView; repeated: boolean }> {
  const userId = requireUserId(ctx.actor);
  const id = idOf(userId, idempotencyKey);
  const requestHash = sha256(canonicalJson(input));
  const earlier = await earlierCall(ctx, id, { requestHash, models: input.models.length });
  if (earlier.comparison) return { comparison: earlier.comparison, repeated: true };
  const { parts, priceMicro, adKind } = await planComparison(ctx, input);
  // Short of a repeated call, which is answered whatever is left.
  if (!earlier.hasBegun) await assertFunds(ctx, { priceMicro, adKind, offerAd }, 'this comparison');
  // A key of 255 characters leaves no room for a number behind it.
  const key = sha256(idempotencyKey).slice(0, 40);
  const begin = ({ request }: Part, place: number) =>
    execute({
      ...{ ctx, input: request, requestHash, offerAd, onlyModel: true },
      idempotencyKey: `comparison:${key}:${place}`,
      links: { comparisonId: id },
    });
  const begun = await beginAll(parts, begin, ctx);
  const comparison: ComparisonView = {
    ...{ id, toolId: input.toolId, price: microToCredits(priceMicro) },
    models: parts.map(({ model }) => model.id),
    runs: begun.map(({ run }) => run),
  };
  return { comparison, repeated: begun.every(({ repeated }) => repeated) };
}
