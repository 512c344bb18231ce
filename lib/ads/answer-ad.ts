import { requireSession, type Verb } from '@/lib/context';
import { AppError, invalidField, notFound } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import { checkToken } from './check-token';
import type { AnswerInput } from './schema';
import { sessionEnded } from './session-over';

interface Outcome {
  choices: number | null;
  answer: number | null;
  active: boolean;
  begun: boolean;
  written: boolean;
}

/** One statement: the first answer stays, whoever sends another. */
const ANSWER = `
  WITH asked AS (
    SELECT v.id, v.question, v.answer, v.started_at IS NOT NULL AS begun,
      s.state = 'active' AND s.expires_at > $4::timestamptz AS active
    FROM ad_views v JOIN ad_sessions s ON s.id = v.session_id
    WHERE v.id = $1::uuid AND s.id = $2::uuid AND s.user_id = $3::uuid FOR UPDATE OF v),
  written AS (
    UPDATE ad_views v SET answer = $5::smallint, answered_at = $4::timestamptz FROM asked a
    WHERE v.id = a.id AND a.active AND a.begun AND a.answer IS NULL AND $5::integer < jsonb_array_length(a.question->'choices')
    RETURNING v.id)
  SELECT jsonb_array_length(question->'choices') AS choices, answer, active, begun,
    EXISTS (SELECT 1 FROM written) AS written FROM asked`;

/**
 * Answers the question of a view that is playing. Any answer counts, once; what it pays comes with the claim.
 * @throws AppError not_found, invalid_input for a choice that was not offered, conflict before the view began or after the end
 */
export const answerAd: Verb<AnswerInput, { answer: number }> = async ({ ctx, input }) => {
  const { userId } = requireSession(ctx.actor);
  checkToken(ctx, input.sessionId, input.token);
  if (!isUuid(input.viewId)) throw notFound('ad view');
  const [row] = await ctx.db.sql<Outcome>(ANSWER, [
    ...[input.viewId, input.sessionId, userId],
    ...[ctx.clock.now(), input.choice],
  ]);
  if (!row || row.choices === null) throw notFound('ad question');
  if (row.written) return { answer: input.choice };
  if (row.answer !== null) return { answer: row.answer };
  if (input.choice >= row.choices) throw invalidField('choice', 'was not offered');
  throw row.active ? new AppError('conflict', 'This part has not begun.') : sessionEnded();
};
