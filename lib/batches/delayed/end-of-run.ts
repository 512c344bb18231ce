import { creditsToMicro } from '@/lib/format';
import type { RunView } from '@/lib/runs';
import type { RowEnd } from '../run/row';

/** What the end of a run is to its row, for good. */
export function endOfRun({ id, status, code, credits }: RunView): RowEnd {
  const reason = credits.reason ?? (status === 'failed' ? (code ?? 'provider_unavailable') : undefined);
  return {
    status: status === 'running' ? 'failed' : status,
    runId: id,
    charged: creditsToMicro(credits.charged).toString(),
    refunded: creditsToMicro(credits.refunded).toString(),
    ...(reason ? { reason } : {}),
  };
}
