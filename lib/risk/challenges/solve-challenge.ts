import type { Ctx } from '@/lib/context';
import { isUuid } from '@/lib/ids';
import { CHALLENGE_COLUMNS, MOST_TRIES, type ChallengeRow } from './challenge-row';
import { isRightAnswer } from './check-local';
import { checkTurnstile } from './check-turnstile';

export interface SolveChallengeInput {
  flow: 'ad';
  userId: string;
  subjectId: string;
  id: string;
  answer: string;
}

/** `over`: not there, of somebody or something else, expired, or out of tries. `browser`: it could not be shown. */
export type SolveOutcome = 'solved' | 'wrong' | 'over' | 'service_down' | 'browser';

/** Sent by a browser that cannot load the service's script. */
export const UNAVAILABLE = 'unavailable';

/** A try is counted before anything is looked at, so that parallel guesses share one budget. */
const TRY = `UPDATE risk_challenges SET tries = tries + 1
  WHERE id = $1::uuid AND user_id = $2::uuid AND flow = $3::text AND subject_id = $4::uuid AND solved_at IS NULL
    AND tries < $5::int AND expires_at > $6::timestamptz RETURNING ${CHALLENGE_COLUMNS}`;

const SOLVED =
  'UPDATE risk_challenges SET solved_at = $2::timestamptz WHERE id = $1::uuid AND solved_at IS NULL RETURNING id';

const BEFORE = `SELECT id::text AS id FROM risk_challenges
  WHERE id = $1::uuid AND user_id = $2::uuid AND flow = $3::text AND subject_id = $4::uuid AND solved_at IS NOT NULL`;

async function judge(ctx: Ctx, row: ChallengeRow, answer: string): Promise<SolveOutcome> {
  if (row.kind === 'local') return isRightAnswer(ctx, row, answer) ? 'solved' : 'wrong';
  if (answer === UNAVAILABLE) return 'browser';
  const said = await checkTurnstile(ctx, row.id, answer);
  if (said === 'down') return 'service_down';
  return said === 'right' ? 'solved' : 'wrong';
}

/**
 * Looks at the answer to a challenge; a right one is remembered for its user and its subject alone, and opens nothing else.
 * Not for a transaction: a service may be asked.
 */
export async function solveChallenge({ ctx, input }: { ctx: Ctx; input: SolveChallengeInput }): Promise<SolveOutcome> {
  const { id, userId, flow, subjectId, answer } = input;
  if (!isUuid(id)) return 'over';
  const bound = [id, userId, flow, subjectId];
  const [row] = await ctx.db.sql<ChallengeRow>(TRY, [...bound, MOST_TRIES, ctx.clock.now()]);
  if (!row) {
    // The claim behind the right answer may have failed on its way: the same call is made again.
    const before = await ctx.db.sql<{ id: string }>(BEFORE, bound);
    return before.length > 0 ? 'solved' : 'over';
  }
  const outcome = await judge(ctx, row, answer);
  if (outcome === 'solved') await ctx.db.sql(SOLVED, [row.id, ctx.clock.now()]);
  return outcome;
}
