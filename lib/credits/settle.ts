import type { Ctx, Verb } from '@/lib/context';
import { requireUserId } from '@/lib/context';
import { invalidField, notFound } from '@/lib/errors';
import { callLedger, micro, unexpectedAnswer } from './ledger-call';
import { endOfUtcDay } from './grant';
import type { Royalty, SettleOutcome } from './types';

export interface SettleInput {
  holdId: string;
  /** What is charged, in microcredits: at most the hold. The rest returns to the lots it came from. */
  captureMicro: bigint;
  /** Shown on the statement. */
  reason?: string;
  /** Minted for an author beside the capture; none is paid for using one's own. */
  royalty?: Royalty;
}

const MOST_PPM = 500_000;

/** As `ledger_settle` and `run_finish` take it. */
export function royaltyJson(royalty: Royalty | undefined): string | null {
  if (!royalty) return null;
  const { authorId: author, ratePpm, ref, expiresAt } = royalty;
  if (!Number.isInteger(ratePpm) || ratePpm < 1 || ratePpm > MOST_PPM) {
    throw invalidField('royalty.ratePpm', `must be a whole number from 1 to ${MOST_PPM}`);
  }
  const ends = expiresAt ? endOfUtcDay(expiresAt).toISOString() : null;
  return JSON.stringify({ author, ratePpm, refType: ref.type, refId: ref.id, expiresAt: ends });
}

/** Ends a hold, whatever is captured. A person's call knows only that person's holds; operators and jobs know all. */
export async function endHold(
  ctx: Ctx,
  input: SettleInput,
  stateWithoutCapture: 'released' | 'expired',
): Promise<SettleOutcome> {
  const { actor } = ctx;
  const anyOwner = actor.type === 'system' || (actor.type === 'user' && actor.role === 'admin');
  const answer = await callLedger(ctx, 'ledger_settle', [
    input.holdId,
    input.captureMicro,
    stateWithoutCapture,
    input.reason ?? null,
    ctx.clock.now(),
    anyOwner ? null : requireUserId(actor),
    royaltyJson(input.royalty),
  ]);
  switch (answer.outcome) {
    case 'settled':
    case 'repeated':
      return {
        outcome: answer.outcome,
        capturedMicro: micro(answer.captured),
        releasedMicro: micro(answer.released),
        availableMicro: micro(answer.available),
        heldMicro: micro(answer.held),
      };
    case 'ended':
      return {
        outcome: 'ended',
        state: answer.state as 'captured' | 'released' | 'expired',
        capturedMicro: micro(answer.captured),
        availableMicro: micro(answer.available),
      };
    case 'over_capture':
      throw invalidField('captureMicro', `must be between 0 and the ${String(answer.amount)} microcredits held`);
    case 'unknown_hold':
      throw notFound('hold');
    default:
      throw unexpectedAnswer('ledger_settle', answer);
  }
}

/**
 * Captures part or all of a hold, returns the rest, and mints the royalty of the capture: one round trip. A hold ends
 * once: the same call again gets `repeated`; whoever comes later otherwise gets `ended`, moves nothing, and leaves a line
 * in the log.
 * @throws AppError invalid_input beyond the hold, not_found for an unknown or a stranger's hold.
 */
export const settle: Verb<SettleInput, SettleOutcome> = async ({ ctx, input }) => {
  const result = await endHold(ctx, input, 'released');
  if (result.outcome === 'ended' && input.captureMicro > 0n) {
    ctx.log.warn(
      { holdId: input.holdId, state: result.state, requestId: ctx.requestId },
      'a capture came after its hold had ended',
    );
  }
  return result;
};
