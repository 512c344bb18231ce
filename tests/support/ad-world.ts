import {
  claimAd,
  reportProgress,
  startAd,
  type AdClaim,
  type AdKind,
  type AdProgress,
  type AdSessionView,
} from '@/lib/ads';
import { withCtx, type Ctx } from '@/lib/context';
import { getCredits, verifyLedger, type LedgerReport } from '@/lib/credits';
import type { Db } from '@/lib/db';
import { manualClock, type ManualClock } from './manual-clock';
import { makeUser, type MakeUserOptions } from './make-user';
import { plannedOnce } from './planned-once';
import { fixedSettings, makeTestCtx } from './test-ctx';

export interface Watcher {
  userId: string;
  ctx: Ctx;
  /** The same person from another browser, network or plan. */
  from(change: Partial<Ctx>): Watcher;
  start(kind?: AdKind): Promise<AdSessionView>;
  /** One beat of the session's first view. */
  beat(
    session: AdSessionView,
    positionSeconds: number,
    change?: { visible?: boolean; token?: string; viewId?: string },
  ): Promise<AdProgress>;
  /** Watches honestly: a beat at the start and then every two seconds. */
  watch(session: AdSessionView, seconds: number): Promise<void>;
  claim(session: Pick<AdSessionView, 'id' | 'token'>, idempotencyKey?: string): Promise<AdClaim>;
  available(): Promise<number>;
}

export interface AdWorld {
  db: Db;
  clock: ManualClock;
  settings: ReturnType<typeof fixedSettings>;
  ctx: Ctx;
  watcher(options?: MakeUserOptions, change?: Partial<Ctx>): Promise<Watcher>;
  verify(): Promise<LedgerReport>;
}

function watcherOf(clock: ManualClock, userId: string, ctx: Ctx): Watcher {
  const beat: Watcher['beat'] = (
    session,
    positionSeconds,
    { visible = true, token = session.token, viewId = session.views[0]!.id } = {},
  ) => reportProgress({ ctx, input: { sessionId: session.id, token, viewId, positionSeconds, visible } });
  return {
    userId,
    ctx,
    beat,
    from: (change) => watcherOf(clock, userId, withCtx(ctx, change)),
    start: async (kind = 'text') => (await startAd({ ctx, input: { kind } })).session,
    watch: async (session, seconds) => {
      const begin = session.views[0]!.positionSeconds;
      await beat(session, begin);
      for (let passed = 0; passed < seconds;) {
        const step = Math.min(2, seconds - passed);
        clock.advance(step * 1000);
        passed += step;
        await beat(session, begin + passed);
      }
    },
    claim: ({ id, token }, idempotencyKey) => claimAd({ ctx, input: { sessionId: id, token }, idempotencyKey }),
    available: async () => (await getCredits({ ctx, input: {} })).available,
  };
}

/** Ads on `db` with short rules (6, 8 and 12 seconds), a clock moved by hand, and people who watch. */
export function adWorld(db: Db): AdWorld {
  const clock = manualClock('2026-03-10T12:00:00.000Z');
  const settings = fixedSettings({
    ads: {
      text: { watchSeconds: 6, reward: 5 },
      image: { watchSeconds: 8, reward: 10 },
      video: { watchSeconds: 12, reward: 15 },
    },
  });
  const ctx = makeTestCtx(db, { clock, settings });
  const checking = withCtx(ctx, { actor: { type: 'system', job: 'test' }, db: { ...db, sql: plannedOnce(db) } });
  return {
    db,
    clock,
    settings,
    ctx,
    watcher: async (options, change = {}) => {
      const user = await makeUser(ctx, options);
      return watcherOf(clock, user.id, withCtx(user.ctx, change));
    },
    verify: () => verifyLedger({ ctx: checking, input: {} }),
  };
}
