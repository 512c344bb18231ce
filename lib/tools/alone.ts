import { sha256 } from '@/lib/ids';
import type { PreparedRun } from './prepare';

/** The same run with no model but the first: nobody stands in for it, and no answer that another may have given is taken. */
export function alone(prepared: PreparedRun): PreparedRun {
  return {
    ...prepared,
    candidates: prepared.candidates.slice(0, 1),
    pricings: [prepared.pricings[0]],
    cacheKey: sha256(`${prepared.cacheKey}:alone`),
  };
}
