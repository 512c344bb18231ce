import { requireSession, type Ctx, type UserActor } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { creditsToMicro } from '@/lib/format';
import { withLiveCount } from './beats';
import { bonusFor, ruleOfQuestion, type BonusPlan } from './bonus';
import { pickCreatives, type PickedCreative } from './campaigns';
import { assertCaps, assertCooldown, earnedToday, leftToday } from './caps';
import { networkAddress } from './network-address';
import { viewsOf, type AdNetwork } from './networks';
import type { StartAdInput } from './schema';
import { findActive, toSessionView, type SessionRow } from './session-row';
import type { AdKind, AdSessionView, Place } from './types';
import { chooseNetwork } from './yield/choose-network';

/** Room for pauses: three times the watch time and ten minutes, within a day. */
function expiryOf(now: Date, watchSeconds: number): Date {
  return new Date(now.getTime() + Math.min(watchSeconds * 3 + 600, 86_400) * 1000);
}

/** What the session will be, before anything is written. */
interface SessionPlan {
  network: AdNetwork;
  watchSeconds: number;
  rewardMicro: bigint;
  bonus: BonusPlan | null;
}

/** Its views: one question at most, on the first. */
function viewRows(ctx: Ctx, lengths: number[], picked: PickedCreative[], asks: boolean) {
  return lengths.map((seconds, index) => {
    const { creativeId, campaignId, creative, question } = picked[index] ?? picked[0]!;
    return {
      id: ctx.ids.uuid(),
      seq: index + 1,
      seconds,
      creative_id: creativeId,
      campaign_id: campaignId,
      creative,
      question: asks && index === 0 ? question : null,
    };
  });
}

/** Nobody is asked for an answer that the caps of the day could not pay. */
function questionRule(ctx: Ctx, kind: AdKind, { rewardMicro, leftMicro }: SessionPlan & { leftMicro: bigint }) {
  const rule = ruleOfQuestion(ctx, kind);
  return rule && rewardMicro + creditsToMicro(rule.reward) <= leftMicro ? rule : null;
}

/** A network that was named keeps to its own place, so that what follows it can be shown there as well. */
const placeOf = (network: AdNetwork, { place = 'inline' }: StartAdInput): Place =>
  network.id === 'house' ? place : network.place;

/** The session's id, and what its views will show. */
interface Shown {
  id: string;
  lengths: number[];
  picked: PickedCreative[];
}

async function pickFor(
  ctx: Ctx,
  { userId, plan: account }: UserActor,
  kind: AdKind,
  plan: SessionPlan,
): Promise<Shown> {
  const lengths = viewsOf(plan.network, plan.watchSeconds);
  const id = ctx.ids.uuid();
  const picked = await pickCreatives(ctx, { userId, plan: account, kind, count: lengths.length, seed: id });
  return { id, lengths, picked };
}

/**
 * Begins the session, all or nothing, in one round trip. Answers the one that stands then,
 * which is another one where that was first (two tabs at once).
 */
async function begin(
  ctx: Ctx,
  { userId }: UserActor,
  input: StartAdInput,
  plan: SessionPlan & { leftMicro: bigint },
  { id, lengths, picked }: Shown,
): Promise<SessionRow | null> {
  const { network, watchSeconds, rewardMicro, bonus } = plan;
  const now = ctx.clock.now();
  const rule = network.id === 'house' && picked[0]?.question ? questionRule(ctx, input.kind, plan) : null;
  const session = {
    ...{ id, user_id: userId, kind: input.kind, network: network.id, tier: network.tier },
    ...{ place: placeOf(network, input), country: ctx.country, watch_seconds: watchSeconds },
    ...{ reward_micro: rewardMicro.toString(), answer_micro: rule ? creditsToMicro(rule.reward).toString() : '0' },
    ...{ bonus_of: bonus?.of ?? null, rule_id: bonus?.rule.id ?? null },
    ...{ device: ctx.device, address: networkAddress(ctx.address), expires_at: expiryOf(now, watchSeconds) },
  };
  const views = viewRows(ctx, lengths, picked, rule !== null);
  const [answer] = await ctx.db.sql<{ found: SessionRow | null }>(
    'SELECT ad_begin($1::jsonb, $2::jsonb, $3::timestamptz) AS found',
    [JSON.stringify(session), JSON.stringify(views), now],
  );
  return answer?.found ?? null;
}

/** @throws AppError conflict where nothing may be added to */
async function planBonus(ctx: Ctx, actor: UserActor, kind: StartAdInput['kind']): Promise<BonusPlan> {
  const bonus = await bonusFor(ctx, actor.userId);
  if (bonus?.kind !== kind)
    throw new AppError('conflict', 'There is no ad to add to: a bonus follows right after a claim, once.');
  return bonus;
}

async function planSession(ctx: Ctx, actor: UserActor, input: StartAdInput): Promise<SessionPlan> {
  const { kind, place = 'inline' } = input;
  const bonus = input.bonus === true ? await planBonus(ctx, actor, kind) : null;
  const { watchSeconds, reward } = bonus?.rule ?? ctx.settings.current().ads[kind];
  const rewardMicro = creditsToMicro(reward);
  const network = await chooseNetwork(ctx, { kind, place, watchSeconds, rewardMicro }, input.network);
  return { network, watchSeconds, rewardMicro, bonus };
}

/**
 * Opens an ad session, or finds the one that is under way: one at a time, across tabs and devices. Its seconds and reward
 * are those of the rule table now; later changes of the rules do not touch it.
 * @throws AppError forbidden for premium accounts, cap_reached (with retryAfterSeconds) by the daily caps and the
 * cool-down, invalid_input for a named network that is off, conflict for a bonus without a claim
 */
export async function startAd({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: StartAdInput;
}): Promise<{ session: AdSessionView; created: boolean }> {
  const actor = requireSession(ctx.actor);
  if (actor.plan === 'premium') throw new AppError('forbidden', 'Premium accounts watch no ads.');
  const active = await findActive(ctx, actor.userId);
  if (active) return { session: toSessionView(ctx, await withLiveCount(ctx, active)), created: false };

  const plan = await planSession(ctx, actor, input);
  const [earned, shown] = await Promise.all([
    earnedToday(ctx.db, ctx, actor.userId, plan.network.id),
    pickFor(ctx, actor, input.kind, plan),
  ]);
  assertCaps(ctx, earned, plan.rewardMicro, plan.network.id);
  if (!plan.bonus) assertCooldown(ctx, earned.lastClaimAt);
  const { leftMicro } = leftToday(ctx, earned, plan.network.id);
  const row = await begin(ctx, actor, input, { ...plan, leftMicro }, shown);
  if (!row) throw new AppError('conflict', 'Another ad session has just ended. Start again.');
  return { session: toSessionView(ctx, row), created: row.id === shown.id };
}
