import { requireUserId, type Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { joinMirror, mayChange } from '../between/mirror';
import { findOwnRun } from '../find-run';
import type { RunRecord } from '../run-record';
import { toRunView } from '../run-view';
import { closingParts, openingParts, textOffset, textParts, type ReadParts } from './parts';

/** A run of another process, with all who read it in this one. */
async function* readMirrored(ctx: Ctx, run: RunRecord, lastId: number): ReadParts {
  const mirror = joinMirror(ctx, run);
  try {
    for await (const part of mirror.live.read(lastId)) {
      if (mirror.gone) throw notFound('run');
      yield part;
    }
  } finally {
    mirror.leave();
  }
}

/** A run of the past. */
async function* readEnded(ctx: Ctx, run: RunRecord, lastId: number): ReadParts {
  const text = run.output.text ?? '';
  const offset = textOffset(lastId);
  yield* openingParts(run.id, lastId);
  yield* textParts(text, offset, offset > 0 ? Infinity : lastId);
  yield* closingParts(toRunView(run, ctx.ai), lastId, Math.max(offset, text.length) > 0);
}

/**
 * The actor's run as a stream, from behind `lastId` (0: from the beginning): live where it runs here, else replayed.
 * Throws not_found before the first part for a foreign or malformed id.
 */
export async function readRun({ ctx, input }: { ctx: Ctx; input: { id: string; lastId: number } }): Promise<ReadParts> {
  const userId = requireUserId(ctx.actor);
  const live = ctx.live.get(input.id);
  if (live && live.userId === userId) return live.read(input.lastId);
  const run = await findOwnRun(ctx, input.id);
  const read = mayChange(run, ctx.clock.now()) ? readMirrored : readEnded;
  return read(ctx, run, input.lastId);
}
