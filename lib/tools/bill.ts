import type { ChainEnd } from '@/lib/ai/types';
import type { ErrorCode } from '@/lib/errors';
import type { RefundReason, RunStatus, StopReason } from '@/lib/runs';

/** How a run ended, as seen by whoever drove it. */
export interface Ending {
  end: ChainEnd;
  /** Tokens of text that reached us, by the provider's count or by characters. */
  deliveredTokens: number;
  /** Whether every file that was asked for arrived. */
  deliveredFiles: boolean;
  hasOutput: boolean;
  stopReason: StopReason | null;
}

export interface Bill {
  status: Exclude<RunStatus, 'running'>;
  captureMicro: bigint;
  reason: RefundReason | null;
  /** The problem a caller who waits is answered with; null where the run itself is the answer. */
  errorCode: ErrorCode | null;
}

/** A fifth of a flat price is due once anything was delivered. */
const FLOOR_DIVISOR = 5n;

/** Provider token counts are believed; without them four characters make a token. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

/** The price times the delivered part of what it covers, between a fifth and the whole; fractions of a microcredit fall. */
export function partMicro(priceMicro: bigint, delivered: number, covered: number): bigint {
  const part = (priceMicro * BigInt(Math.floor(Math.min(delivered, covered)))) / BigInt(covered);
  const floor = priceMicro / FLOOR_DIVISOR;
  return part > floor ? part : floor;
}

function refund(reason: RefundReason, errorCode: ErrorCode): Bill {
  return { status: 'failed', captureMicro: 0n, reason, errorCode };
}

function billOfFailure(end: Extract<ChainEnd, { status: 'failed' }>): Bill {
  if (end.code === 'invalid_input' || end.code === 'moderated') return refund(end.code, end.code);
  return refund(end.afterContent ? 'cut_short' : end.code, end.code);
}

/**
 * What a run costs, by how it ended and nothing else. `priceMicro` is the answering model's price.
 * Never more than the quote.
 */
export function billOf(ending: Ending, quoteMicro: bigint, priceMicro: bigint, coveredTokens: number): Bill {
  const { end, hasOutput, stopReason } = ending;
  const dueMicro = priceMicro < quoteMicro ? priceMicro : quoteMicro;
  // Stopped by us, not by the user: whatever had arrived is free.
  if (stopReason !== null && stopReason !== 'cancelled' && end.status !== 'succeeded') {
    return refund(stopReason, 'provider_unavailable');
  }
  if (end.status === 'failed') return billOfFailure(end);
  if (end.status === 'cancelled') {
    if (!hasOutput) return { status: 'cancelled', captureMicro: 0n, reason: 'cancelled', errorCode: null };
    // Stopping must not cost more than letting the same model finish.
    const captureMicro = ending.deliveredFiles ? dueMicro : partMicro(dueMicro, ending.deliveredTokens, coveredTokens);
    return {
      status: 'cancelled',
      captureMicro,
      reason: captureMicro < quoteMicro ? 'cancelled_partly' : null,
      errorCode: null,
    };
  }
  if (!hasOutput) return refund('empty_output', 'provider_unavailable');
  const reason = dueMicro < quoteMicro ? 'cheaper_model' : null;
  return { status: 'succeeded', captureMicro: dueMicro, reason, errorCode: null };
}
