import type { Ctx } from '@/lib/context';
import { findBatch } from './find-batch';
import type { BatchView } from './types';

/** One of the actor's batches. Throws not_found for a foreign or malformed id. */
export function getBatch({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<BatchView> {
  return findBatch(ctx, input.id);
}
