import type { ChainEnd } from '@/lib/ai/types';
import type { ErrorCode } from '@/lib/errors';
import { STOP_FLOOR_PARTS, type RefundReason, type RunStatus, type StopReason } from '@/lib/runs';
import { meteredMicro, type Measured } from './pricing/meter';
import type { Pricing } from './pricing/pricing';

/** How a run ended, as seen by whoever drove it. */
export interface Ending {
  end: ChainEnd;
  /** What reached us and what it took, by the provider's count or by ours. */
  used: Measured;
  /** Whether every file that was asked for arrived. */
  deliveredFiles: boolean;
  hasOutput: boolean;
  stopReason: StopReason | null;
  /** It came whole, and not in the form that was asked for. */
  isWrong?: boolean;
  /** Fewer pictures came than were asked for: what is not whole is not kept for repeats. */
  isShort?: boolean;
}

export interface Bill {
  status: Exclude<RunStatus, 'running'>;
  captureMicro: bigint;
  reason: RefundReason | null;
  /** The problem a caller who waits is answered with; null where the run itself is the answer. */
  errorCode: ErrorCode | null;
}

const least = (...amounts: bigint[]) => amounts.reduce((least, amount) => (amount < least ? amount : least));

/** The price times the delivered part of what it covers, between a fifth and the whole; fractions of a microcredit rise. */
export function partMicro(priceMicro: bigint, delivered: number, covered: number): bigint {
  const up = (dividend: bigint, divisor: bigint) => (dividend + divisor - 1n) / divisor;
  const part = up(priceMicro * BigInt(Math.floor(Math.min(delivered, covered))), BigInt(covered));
  const floor = up(priceMicro, BigInt(STOP_FLOOR_PARTS));
  return part > floor ? part : floor;
}

function refund(reason: RefundReason, errorCode: ErrorCode): Bill {
  return { status: 'failed', captureMicro: 0n, reason, errorCode };
}

function billOfFailure(end: Extract<ChainEnd, { status: 'failed' }>): Bill {
  if (end.code === 'invalid_input' || end.code === 'moderated') return refund(end.code, end.code);
  return refund(end.afterContent ? 'cut_short' : end.code, end.code);
}

/** Pictures that did not come are not paid. */
function piecesMicro({ quoteMicro, pieces }: Extract<Pricing, { rule: 'flat' }>, { images }: Measured): bigint {
  if (images === 0 || images >= pieces) return quoteMicro;
  return (quoteMicro * BigInt(images) + BigInt(pieces) - 1n) / BigInt(pieces);
}

/** What an answer costs that came to its end: the flat price, or what was measured; never above the quote. */
function wholeMicro(pricing: Pricing, used: Measured, quoteMicro: bigint): bigint {
  if (pricing.rule === 'flat') return least(piecesMicro(pricing, used), quoteMicro);
  return least(meteredMicro(pricing, used), pricing.quoteMicro, quoteMicro);
}

/** Stopping must not cost more than letting the same model finish. */
function stoppedMicro(pricing: Pricing, { used, deliveredFiles }: Ending, quoteMicro: bigint): bigint {
  const whole = wholeMicro(pricing, used, quoteMicro);
  if (pricing.rule !== 'flat' || deliveredFiles) return whole;
  return partMicro(whole, used.outputTokens, pricing.coveredTokens);
}

function whyLess(captureMicro: bigint, quoteMicro: bigint, pricing: Pricing, isShort = false): RefundReason | null {
  if (captureMicro >= quoteMicro) return null;
  if (pricing.quoteMicro < quoteMicro) return 'cheaper_model';
  return pricing.rule === 'flat' || isShort ? 'fewer_pieces' : 'metered';
}

/**
 * What a run costs, by how it ended and nothing else. `pricing` is the answering model's, fixed at the quote.
 * Never more than the quote; nothing for a failure, else never less than the rule's floor (of a flat price a fifth).
 */
export function billOf(ending: Ending, quoteMicro: bigint, pricing: Pricing): Bill {
  const { end, used, hasOutput, stopReason } = ending;
  // Stopped by us, not by the user: whatever had arrived is free.
  if (stopReason !== null && stopReason !== 'cancelled' && end.status !== 'succeeded') {
    return refund(stopReason, 'provider_unavailable');
  }
  if (end.status === 'failed') return billOfFailure(end);
  if (end.status === 'cancelled') {
    if (!hasOutput) return { status: 'cancelled', captureMicro: 0n, reason: 'cancelled', errorCode: null };
    const captureMicro = stoppedMicro(pricing, ending, quoteMicro);
    const reason = captureMicro < quoteMicro ? 'cancelled_partly' : null;
    return { status: 'cancelled', captureMicro, reason, errorCode: null };
  }
  if (!hasOutput) return refund('empty_output', 'provider_unavailable');
  if (ending.isWrong) return refund('wrong_form', 'provider_unavailable');
  const captureMicro = wholeMicro(pricing, used, quoteMicro);
  return {
    status: 'succeeded',
    captureMicro,
    reason: whyLess(captureMicro, quoteMicro, pricing, ending.isShort),
    errorCode: null,
  };
}
