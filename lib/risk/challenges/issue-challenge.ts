import type { Ctx } from '@/lib/context';
import type { Challenge } from '../types';
import { CHALLENGE_COLUMNS, LIFE_MS, MOST_TRIES, toChallenge, type ChallengeRow } from './challenge-row';
import { expectedOf, PROOF_BITS } from './check-local';
import { askQuestion } from './worded-question';

export interface IssueChallengeInput {
  flow: 'ad';
  userId: string;
  subjectId: string;
  /** Why another kind than the usual one. */
  because?: 'service_down' | 'browser' | undefined;
}

/** The one that may still be answered; after `because` a local one alone. */
const LIVE = `SELECT ${CHALLENGE_COLUMNS} FROM risk_challenges
  WHERE flow = $1::text AND subject_id = $2::uuid AND user_id = $3::uuid AND solved_at IS NULL AND tries < $4::int
    AND expires_at > $5::timestamptz AND ($6::text IS NULL OR kind = 'local')
  ORDER BY created_at DESC, id DESC LIMIT 1`;

const INSERT = `INSERT INTO risk_challenges (id, user_id, flow, subject_id, kind, because, salt, bits, question, expected, created_at, expires_at)
  VALUES ($1::uuid, $2::uuid, $3::text, $4::uuid, $5::text, $6::text, $7::text, $8::smallint, $9::jsonb, $10::text,
    $11::timestamptz, $12::timestamptz) RETURNING ${CHALLENGE_COLUMNS}`;

function localParts(ctx: Ctx, id: string) {
  const { question, answer } = askQuestion();
  return [ctx.ids.token(16), PROOF_BITS, JSON.stringify(question), expectedOf(ctx, id, answer)];
}

/**
 * The challenge that stands between somebody and what they asked for: the one that is open, or a new one, by the service
 * where it is set up. Joins the caller's transaction, which holds a lock on the subject.
 */
export async function issueChallenge({ ctx, input }: { ctx: Ctx; input: IssueChallengeInput }): Promise<Challenge> {
  const { flow, userId, subjectId, because } = input;
  const now = ctx.clock.now();
  const service = ctx.adAccounts.TURNSTILE_SECRET_KEY !== undefined;
  const [live] = await ctx.db.sql<ChallengeRow>(LIVE, [flow, subjectId, userId, MOST_TRIES, now, because ?? null]);
  if (live) return toChallenge(live, ctx.adAccounts);
  const id = ctx.ids.uuid();
  const kind = service && because === undefined ? 'turnstile' : 'local';
  const [row] = await ctx.db.sql<ChallengeRow>(INSERT, [
    ...[id, userId, flow, subjectId, kind, because ?? 'asked'],
    ...(kind === 'local' ? localParts(ctx, id) : [null, null, null, null]),
    ...[now, new Date(now.getTime() + LIFE_MS)],
  ]);
  if (!row) throw new Error('a challenge was not kept');
  return toChallenge(row, ctx.adAccounts);
}
