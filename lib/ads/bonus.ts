import type { Ctx } from '@/lib/context';
import type { Settings } from '@/lib/settings';
import { creditsToMicro } from '@/lib/format';
import { leftToday, type EarnedToday } from './caps';
import type { LockedSession } from './locked-session';
import type { AdKind, BonusOffer } from './types';

export type BonusRule = Settings['ads']['bonuses'][number];

/** A bonus session that may begin: the claimed session it adds to, and the rule row it pays by. */
export interface BonusPlan {
  of: string;
  kind: AdKind;
  rule: BonusRule;
}

/** How long after a claim one may decide to watch on. */
const WINDOW_MS = 10 * 60_000;

function ruleOf(ctx: Pick<Ctx, 'settings'>, type: BonusRule['type'], kind: AdKind): BonusRule | null {
  const { bonuses } = ctx.settings.current().ads;
  return bonuses.find((rule) => rule.enabled && rule.type === type && rule.kinds.includes(kind)) ?? null;
}

export const ruleOfQuestion = (ctx: Pick<Ctx, 'settings'>, kind: AdKind) => ruleOf(ctx, 'question', kind);

/** What may be added to a session that was paid a moment ago, or null; a bonus is not added to. No round trip. */
export function bonusAfter(ctx: Ctx, { kind, bonusOf }: LockedSession, earned: EarnedToday): BonusOffer | null {
  const rule = bonusOf === null ? ruleOf(ctx, 'watch_on', kind) : null;
  return rule ? offerOf(ctx, { kind, rule }, earned) : null;
}

/** Null when it would not fit under today's caps. */
function offerOf(ctx: Ctx, { kind, rule }: Pick<BonusPlan, 'kind' | 'rule'>, earned: EarnedToday): BonusOffer | null {
  if (creditsToMicro(rule.reward) > leftToday(ctx, earned).leftMicro) return null;
  return { kind, watchSeconds: rule.watchSeconds, reward: rule.reward };
}

/** What may be added to the user's last claim, or null. */
export async function bonusFor(ctx: Ctx, userId: string): Promise<BonusPlan | null> {
  const since = new Date(ctx.clock.now().getTime() - WINDOW_MS);
  const [row] = await ctx.db.sql<{ last: { id: string; kind: AdKind } | null }>(
    'SELECT ad_last_claim($1::uuid, $2::timestamptz) AS last',
    [userId, since],
  );
  const last = row?.last ?? null;
  const rule = last ? ruleOf(ctx, 'watch_on', last.kind) : null;
  return last && rule ? { of: last.id, kind: last.kind, rule } : null;
}

/** The offer beside the last claim: today's caps are asked for only where there is one. */
export async function bonusOffer(
  ctx: Ctx,
  userId: string,
  earnedOf: () => Promise<EarnedToday>,
): Promise<BonusOffer | null> {
  const plan = await bonusFor(ctx, userId);
  return plan && offerOf(ctx, plan, await earnedOf());
}
