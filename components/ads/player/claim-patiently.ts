import { OFFLINE, type Problem } from '@/components/tool/problem';
import { pauseFor } from './pause-for';
import type { AdAnswer, AdClient, SessionKey } from './types';
import type { AdClaim } from '@/lib/ads/types';

const CLAIM_TRIES = 5;

const passes = ({ code, status }: Problem): boolean => code === 'offline' || status >= 500 || code === 'rate_limited';

/** Claims again while the server cannot be reached: a session pays once however often it is claimed. */
export async function claimPatiently(
  client: AdClient,
  session: SessionKey & { challenge?: { id: string; answer: string } },
  isOver: () => boolean,
): Promise<AdAnswer<AdClaim>> {
  let problem: Problem = OFFLINE;
  for (let attempt = 1; attempt <= CLAIM_TRIES && !isOver(); attempt += 1) {
    const answer = await client.claim(session);
    if (answer.ok) return answer;
    problem = answer.problem;
    if (!passes(problem) || problem.challenge || attempt === CLAIM_TRIES) break;
    await pauseFor((problem.retryAfterSeconds ?? attempt) * 1_000);
  }
  return { ok: false, problem };
}
