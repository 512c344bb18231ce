import { LATE_DAYS, payDue, payDueOffers, rollUpAdDays, YOUNG_DAYS } from '@/lib/ads';
import type { Ctx } from '@/lib/context';
import { closeDays, collectRoyalties, expireLots, forgetKeys, sweepHolds } from '@/lib/credits';
import { signRuns, sweepFiles } from '@/lib/runs';
import { pruneNotices } from '@/lib/notices';
import { forgetMarks, measurePeers } from '@/lib/risk';
import { dropJobs, forgetRefusals, sweepRuns } from '@/lib/tools';
import { DEAD_AFTER_MS, forgetInstances } from './heartbeat';
import type { Job } from './job';
import { reconcileOnceADay } from './reconcile-once-a-day';

const OFTEN = 15;
const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

async function sweep(ctx: Ctx): Promise<void> {
  const input = {
    deadOwnersBefore: new Date(ctx.clock.now().getTime() - DEAD_AFTER_MS),
    embedded: ctx.db.mode === 'embedded',
  };
  await sweepRuns({ ctx, input });
  await sweepHolds({ ctx, input });
  await dropJobs({ ctx });
}

async function forgetDrafts(ctx: Ctx): Promise<void> {
  await ctx.db.sql('DELETE FROM drafts WHERE expires_at <= $1::timestamptz RETURNING id', [ctx.clock.now()]);
}

/** Everything that is done once in a cluster; what each process does for itself is the heartbeat. */
export const JOBS: readonly Job[] = [
  { name: 'sweep', slotSeconds: OFTEN, work: sweep },
  { name: 'collect-royalties', slotSeconds: OFTEN, work: (ctx) => collectRoyalties({ ctx, input: {} }) },
  { name: 'pay-delayed-ads', slotSeconds: MINUTE, work: (ctx) => payDue({ ctx }) },
  { name: 'pay-held-offers', slotSeconds: MINUTE, work: (ctx) => payDueOffers({ ctx }) },
  { name: 'measure-peers', slotSeconds: 5 * MINUTE, work: (ctx) => measurePeers({ ctx }) },
  { name: 'sign-runs', slotSeconds: OFTEN, work: (ctx) => signRuns({ ctx }) },
  { name: 'expire-lots', slotSeconds: HOUR, work: (ctx) => expireLots({ ctx, input: {} }) },
  { name: 'forget-keys', slotSeconds: HOUR, work: (ctx) => forgetKeys({ ctx, input: {} }) },
  { name: 'forget-drafts', slotSeconds: HOUR, work: forgetDrafts },
  { name: 'forget-refusals', slotSeconds: HOUR, work: (ctx) => forgetRefusals({ ctx }) },
  { name: 'forget-risk-marks', slotSeconds: HOUR, work: (ctx) => forgetMarks({ ctx }) },
  { name: 'prune-notices', slotSeconds: HOUR, work: (ctx) => pruneNotices({ ctx }) },
  { name: 'sweep-files', slotSeconds: HOUR, work: (ctx) => sweepFiles({ ctx }) },
  { name: 'forget-instances', slotSeconds: HOUR, work: forgetInstances },
  // A day is closed an hour after its end: hourly finds it then, and catches up after a pause.
  { name: 'close-days', slotSeconds: HOUR, work: (ctx) => closeDays({ ctx, input: {} }) },
  { name: 'roll-up-ads', slotSeconds: 300, work: (ctx) => rollUpAdDays({ ctx, input: YOUNG_DAYS }) },
  { name: 'roll-up-late-ads', slotSeconds: DAY, work: (ctx) => rollUpAdDays({ ctx, input: LATE_DAYS }) },
  { name: 'reconcile', slotSeconds: DAY, aloneEverySeconds: 300, work: reconcileOnceADay },
];
