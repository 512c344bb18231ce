import { hash } from 'node:crypto';
import { withCtx, type Ctx } from '@/lib/context';
import type { Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { localAnswer } from '@/components/earn/proof-of-work';
import { QUESTION_GROUPS } from '@/lib/risk/challenges/worded-question';
import type { Challenge, LocalChallenge } from '@/lib/risk/types';
import { claimAd, type AdClaim, type AdSessionView } from '@/lib/ads';
import { adWorld, type AdWorld, type Watcher } from './ad-world';
import { makeUser } from './make-user';

export interface RiskWorld extends AdWorld {
  /** Somebody who has watched a whole session, and what a claim of it answers. */
  watched(change?: Partial<Ctx>): Promise<{ person: Watcher; session: AdSessionView }>;
  claim(
    person: Watcher,
    session: AdSessionView,
    challenge?: { id: string; answer: string },
    key?: string,
  ): Promise<AdClaim>;
  /** Makes everybody's claims weigh this much, whatever they do. */
  everyClaimWeighs(points: number): void;
  operator(): Promise<Ctx>;
  hub: Ctx;
  stateOf(sessionId: string): Promise<string>;
}

/**
 * Ads whose claims can be made to weigh what a test wants: all are of a throw-away mail domain, whose weight is set. Every
 * other signal is as ever.
 */
export function riskWorld(db: Db): RiskWorld {
  const world = adWorld(db);
  world.settings.change({ risk: { disposableDomains: ['example.test'], weights: { disposable: 0 } } });
  const hub = withCtx(world.ctx, { actor: { type: 'system', job: 'test' } });
  return {
    ...world,
    hub,
    watched: async (change = {}) => {
      const person = await world.watcher({}, change);
      const session = await person.start('text');
      await person.watch(session, 6);
      return { person, session };
    },
    claim: (person, { id: sessionId, token }, challenge, idempotencyKey) =>
      claimAd({ ctx: person.ctx, input: { sessionId, token, ...(challenge && { challenge }) }, idempotencyKey }),
    everyClaimWeighs: (points) => world.settings.change({ risk: { weights: { disposable: points } } }),
    operator: async () => (await makeUser(world.ctx, { role: 'admin' })).ctx,
    stateOf: async (sessionId) => {
      const [row] = await db.sql<{ state: string }>('SELECT state FROM ad_sessions WHERE id = $1::uuid', [sessionId]);
      return row?.state ?? 'none';
    },
  };
}

/** What a promise fails with. */
export async function failure(promise: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof AppError)) throw new Error('it did not fail as expected', { cause: thrown });
  return thrown;
}

/** The challenge that a claim is met with. */
export async function challengeOf<Kind extends Challenge = LocalChallenge>(claim: Promise<unknown>): Promise<Kind> {
  const error = await failure(claim);
  if (error.code !== 'challenge_required') throw error;
  return error.extra.challenge as Kind;
}

/** Found before, by salt: who answers one challenge again, with other words, need not work again. */
const found = new Map<string, string>();

/** The work of a challenge, done quickly; that browsers can do it is another test's. */
function digitsOf({ salt, bits }: LocalChallenge['proof']): string {
  for (let digits = 0; !found.has(salt); digits += 1) {
    const start = hash('sha256', `${salt}:${digits}`).slice(0, 8);
    if (Math.clz32(Number.parseInt(start, 16)) >= bits) found.set(salt, String(digits));
  }
  return found.get(salt)!;
}

/** As a person answers it; `wrong` picks other words. */
export function answerTo({ id, proof, question }: LocalChallenge, wrong = false): { id: string; answer: string } {
  const picked = question.words.flatMap((word, index) =>
    QUESTION_GROUPS[question.group]!.includes(word) === wrong ? [] : [index],
  );
  return { id, answer: localAnswer(digitsOf(proof), picked.slice(0, question.pick)) };
}
