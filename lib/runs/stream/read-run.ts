import { requireUserId, type Ctx } from '@/lib/context';
import { findOwnRun } from '../find-run';
import type { RunRecord } from '../run-record';
import { toRunView } from '../run-view';
import { closingParts, openingParts, textOffset, textParts, type RunPart } from './parts';
import { mayChange, pause } from './wait-for-run';

/** A run of another process, or of the past: what the database knows, until it knows the end. */
async function* readStored(ctx: Ctx, first: RunRecord, lastId: number): AsyncGenerator<RunPart, void, void> {
  yield* openingParts(first.id, lastId);
  let offset = textOffset(lastId);
  let run = first;
  for (;;) {
    const text = run.output.text ?? '';
    yield* textParts(text, offset, offset > 0 ? Infinity : lastId);
    offset = Math.max(offset, text.length);
    if (!mayChange(run, ctx.clock.now())) break;
    await pause();
    run = await findOwnRun(ctx, run.id);
  }
  yield* closingParts(toRunView(run, ctx.ai), lastId, offset > 0);
}

/**
 * The actor's run as a stream, from behind `lastId` (0: from the beginning): live where it runs here, else replayed.
 * Throws not_found before the first part for a foreign or malformed id.
 */
export async function readRun({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; lastId: number };
}): Promise<AsyncGenerator<RunPart, void, void>> {
  const userId = requireUserId(ctx.actor);
  const live = ctx.live.get(input.id);
  if (live && live.userId === userId) return live.read(input.lastId);
  return readStored(ctx, await findOwnRun(ctx, input.id), input.lastId);
}
