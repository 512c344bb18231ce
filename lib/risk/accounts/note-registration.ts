import type { Ctx } from '@/lib/context';
import { addressMark } from '../address';
import { openCase } from '../cases/open-case';
import { isDisposable, mailboxOf } from '../mail-shape';
import { scoreOf } from '../score';
import { REGISTER_SIGNALS } from '../signals/register-signals';

/** Marks of the account, and how many others of the last day (or ever, for mailboxes) bear the same: one round trip. */
const MARK = `
  WITH given (kind, mark) AS (VALUES ('device', $2::text), ('address', $3::text), ('mailbox', $4::text)),
  kept AS (
    INSERT INTO risk_marks (kind, mark, user_id, created_at)
    SELECT kind, mark, $1::uuid, $5::timestamptz FROM given WHERE mark IS NOT NULL ON CONFLICT DO NOTHING)
  SELECT g.kind, (SELECT count(*) FROM (SELECT 1 FROM risk_marks m WHERE m.kind = g.kind AND m.mark = g.mark AND m.user_id <> $1::uuid
      AND (g.kind = 'mailbox' OR m.created_at > $5::timestamptz - interval '24 hours') LIMIT 1000) AS others)::int AS others
  FROM given g`;

/**
 * Remembers where a new account came from, as keyed hashes, and opens a case for the operator where that looks like a burst.
 * Nobody is refused by it. Joins the caller's transaction.
 */
export async function noteRegistration({
  ctx,
  input: { userId, email },
}: {
  ctx: Ctx;
  input: { userId: string; email: string };
}): Promise<{ score: number }> {
  const { risk } = ctx.settings.current();
  if (!risk.enabled) return { score: 0 };
  const address = addressMark(ctx.address);
  const sealed = (kind: string, value: string | null) => (value === null ? null : ctx.sign(`risk-${kind}:${value}`));
  const rows = await ctx.db.sql<{ kind: 'device' | 'address' | 'mailbox'; others: number }>(MARK, [
    userId,
    sealed('device', ctx.device),
    sealed('address', address),
    sealed('mailbox', mailboxOf(email)),
    ctx.clock.now(),
  ]);
  const others = (kind: string) => rows.find((row) => row.kind === kind)?.others ?? 0;
  const facts = {
    disposable: isDisposable(email, risk.disposableDomains),
    twins: others('mailbox'),
    deviceSignups: others('device'),
    addressSignups: others('address'),
  };
  const { score, signals } = scoreOf(REGISTER_SIGNALS, facts, risk);
  if (score >= risk.challengeAt) {
    const subject = { type: 'user' as const, id: userId };
    await openCase({ ctx, input: { flow: 'register', userId, subject, score, signals, decision: 'allow' } });
  }
  return { score };
}
