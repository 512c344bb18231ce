import { randomUUID } from 'node:crypto';
import { claimAd } from '@/lib/ads';
import { withCtx, type Actor, type Ctx } from '@/lib/context';
import { adWorld } from './ad-world';
import { balanceOf, expectSame, fact, type Facts, type Scenario, type Stage } from './fault-scenario';

/** The person who watched, at the moment of the claim. */
function claimant(stage: Stage, facts: Facts): Ctx {
  const ads = adWorld(stage.world.db);
  ads.clock.set(fact(facts, 'now'));
  return withCtx(ads.ctx, { actor: JSON.parse(fact(facts, 'actor')) as Actor });
}

function claim(ctx: Ctx, facts: Facts): Promise<unknown> {
  const input = { sessionId: fact(facts, 'sessionId'), token: fact(facts, 'token') };
  return claimAd({ ctx, input, idempotencyKey: fact(facts, 'key') });
}

const adSessionState = async (stage: Stage, facts: Facts): Promise<string> => {
  const [row] = await stage.world.db.sql<{ state: string }>('SELECT state FROM ad_sessions WHERE id = $1::uuid', [
    fact(facts, 'sessionId'),
  ]);
  return row?.state ?? 'no session';
};

const scenario = (name: string, hidden: boolean): Scenario => ({
  name,
  prepare: async (stage) => {
    const ads = adWorld(stage.world.db);
    // Its own each time: many people of one browser would be asked for a sign of a person.
    const watcher = await ads.watcher({}, { device: hidden ? randomUUID() : null });
    const session = await watcher.start('text');
    await watcher.watch(session, 7);
    const now = ads.clock.now().toISOString();
    const { userId, ctx } = watcher;
    const actor = JSON.stringify(ctx.actor);
    return { userId, actor, now, sessionId: session.id, token: session.token, key: randomUUID() };
  },
  act: async (stage, facts) => void (await claim(stage.watched(claimant(stage, facts)), facts)),
  state: adSessionState,
  repeat: async (stage, facts) => void (await claim(claimant(stage, facts), facts)),
  judge: async (stage, facts) => {
    const [events] = await stage.world.db.sql<{ count: number }>(
      `SELECT count(*)::integer AS count FROM outbox_events WHERE data ->> 'sessionId' = $1::text`,
      [fact(facts, 'sessionId')],
    );
    return [
      ...expectSame('watcher has', 5, await balanceOf(stage, fact(facts, 'userId'))),
      ...expectSame('session', 'claimed', await adSessionState(stage, facts)),
      ...expectSame('events', 1, events?.count ?? 0),
    ];
  },
});

/** Both ways a claim goes: in three calls of stored functions, and, as it comes from elsewhere than its start, the long one. */
export const AD_CLAIMS: readonly Scenario[] = [
  scenario('claim of a watched ad', false),
  scenario('claim of an ad that a browser began which it hides', true),
];
