import type { AdAccounts } from '@/lib/env';
import type { Challenge, WordedQuestion } from '../types';

export interface ChallengeRow {
  id: string;
  kind: 'turnstile' | 'local';
  because: 'asked' | 'service_down' | 'browser';
  salt: string | null;
  bits: number | null;
  question: WordedQuestion | null;
  expected: string | null;
  tries: number;
  expiresAt: Date;
}

export const CHALLENGE_COLUMNS = `id::text AS id, kind, because, salt, bits::int AS bits, question, expected, tries::int AS tries,
  expires_at AS "expiresAt"`;

/** Wrong answers, after which a challenge is over. */
export const MOST_TRIES = 5;
export const LIFE_MS = 10 * 60_000;
/** What our widget is given and the service must say again. */
export const TURNSTILE_ACTION = 'ad-claim';

/** As the browser gets it: without what is expected. */
export function toChallenge(
  row: ChallengeRow,
  accounts: Pick<AdAccounts, 'TURNSTILE_SITE_KEY' | 'TURNSTILE_SCRIPT_URL'>,
): Challenge {
  const base = { id: row.id, expiresAt: row.expiresAt.toISOString() };
  if (row.kind === 'turnstile') {
    return {
      ...base,
      kind: 'turnstile',
      siteKey: accounts.TURNSTILE_SITE_KEY ?? '',
      scriptUrl: accounts.TURNSTILE_SCRIPT_URL,
      action: TURNSTILE_ACTION,
    };
  }
  if (row.salt === null || row.bits === null || row.question === null)
    throw new Error('a local challenge without its parts');
  return { ...base, kind: 'local', proof: { salt: row.salt, bits: row.bits }, question: row.question };
}
