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

const MILLION = 1_000_000n;
/** Of a flat price, once anything was delivered. */
const FLOOR = 0.2;

/** Provider token counts are believed; without them four characters make a token. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

/** The quote times the delivered part of what it covers, between a fifth and the whole; fractions of a microcredit fall. */
export function partMicro(quoteMicro: bigint, delivered: number, covered: number): bigint {
  const share = Math.min(1, Math.max(FLOOR, delivered / covered));
  return (quoteMicro * BigInt(Math.floor(share * Number(MILLION)))) / MILLION;
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
  // Stopped by us, not by the user: whatever had arrived is free.
  if (stopReason !== null && stopReason !== 'cancelled' && end.status !== 'succeeded') {
    return refund(stopReason, 'provider_unavailable');
  }
  if (end.status === 'failed') return billOfFailure(end);
  if (end.status === 'cancelled') {
    if (!hasOutput) return { status: 'cancelled', captureMicro: 0n, reason: 'cancelled', errorCode: null };
    const captureMicro = ending.deliveredFiles
      ? quoteMicro
      : partMicro(quoteMicro, ending.deliveredTokens, coveredTokens);
    return {
      status: 'cancelled',
      captureMicro,
      reason: captureMicro < quoteMicro ? 'cancelled_partly' : null,
      errorCode: null,
    };
  }
  if (!hasOutput) return refund('empty_output', 'provider_unavailable');
  if (priceMicro < quoteMicro)
    return { status: 'succeeded', captureMicro: priceMicro, reason: 'cheaper_model', errorCode: null };
  return { status: 'succeeded', captureMicro: quoteMicro, reason: null, errorCode: null };
}
