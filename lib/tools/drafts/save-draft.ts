import type { Ctx, Verb } from '@/lib/context';
import { AppError, invalidField } from '@/lib/errors';
import { storable } from '@/lib/runs';
import { findDefinition } from '../definitions';

export interface DraftInput {
  toolId: string;
  /** What the form held, right or wrong: a run request, or part of one. */
  request: Readonly<Record<string, unknown>>;
}

const MAX_BYTES = 512 * 1024;
export const DRAFT_TTL_MS = 7 * 24 * 3_600_000;

/** Whose a draft is: a signed-in person's, else nobody's. */
export function draftOwner({ actor }: Pick<Ctx, 'actor'>): string | null {
  return actor.type === 'user' || actor.type === 'apiKey' ? actor.userId : null;
}

/**
 * Keeps what somebody typed for a week, over sign-in, ads and reloads. Guests' drafts open to whoever has the id; the
 * browser they were typed in is told apart.
 */
export const saveDraft: Verb<DraftInput, { id: string }> = async ({ ctx, input }) => {
  if (!findDefinition(input.toolId)) throw invalidField('toolId', `there is no tool called "${input.toolId}"`);
  const request = JSON.stringify(input.request, (_key, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  );
  if (Buffer.byteLength(request) > MAX_BYTES) throw new AppError('payload_too_large', 'A draft is at most 512 KB.');
  const id = ctx.ids.uuid();
  const now = ctx.clock.now();
  await ctx.db.sql(
    `INSERT INTO drafts (id, user_id, tool_id, request, created_at, expires_at)
     VALUES ($1::uuid, $2::uuid, $3::text, $4::jsonb || jsonb_build_object('savedOn', $7::text), $5::timestamptz, $6::timestamptz)
     RETURNING id`,
    [id, draftOwner(ctx), input.toolId, request, now, new Date(now.getTime() + DRAFT_TTL_MS), ctx.device],
  );
  return { id };
};
