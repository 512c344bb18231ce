import type { NetworkAd, NetworkEvent } from '@/components/ads/networks/types';
import type { AdClient, PlayerSession, PlayerView } from '@/components/ads/player/types';
import type { Problem } from '@/components/tool/problem';
import type { AdClaim, FallbackReason } from '@/lib/ads/types';

export const problem = (code: string, change: Partial<Problem> = {}): Problem => ({
  ...{ code, status: 403, detail: '', fields: [] },
  ...change,
});

export const refused = (code: string, change: Partial<Problem> = {}) => ({
  ok: false as const,
  problem: problem(code, change),
});

export function viewOf(change: Partial<PlayerView> = {}): PlayerView {
  return {
    ...{ id: 'v1', seconds: 1, network: 'house', watchedSeconds: 0, positionSeconds: 0 },
    ...{ granted: false, complete: false, question: null },
    creative: { id: 'coins', kind: 'text', scenes: 4 },
    ...change,
  };
}

export function sessionOf(views: PlayerView[] = [viewOf()], change: Partial<PlayerSession> = {}): PlayerSession {
  return {
    ...{ id: 's1', token: 'secret', kind: 'text', network: 'house', tier: 'house', client: null },
    ...{ reward: 5, bonus: false, expiresAt: '2030-01-01T00:00:00Z', views },
    watchSeconds: views.reduce((sum, view) => sum + view.seconds, 0),
    ...change,
  };
}

export const CLAIM: AdClaim = {
  reward: 5,
  available: 12,
  repeated: false,
  heldUntil: null,
  bonus: null,
  dayOver: false,
};

export interface ScriptedAds extends AdClient {
  /** Names of the verbs as they were called, with what they were given. */
  calls: { verb: string; given: unknown }[];
  given(verb: string): unknown[];
}

/** The ad verbs without a wire: beats count as the server does, the rest answers as told. */
export function scriptedAds(change: Partial<AdClient> & { session?: PlayerSession; paid?: AdClaim } = {}): ScriptedAds {
  const { session = sessionOf(), paid = CLAIM, ...verbs } = change;
  const calls: ScriptedAds['calls'] = [];
  const client: AdClient = {
    place: () => 'page',
    start: async () => ({ ok: true, data: { session } }),
    beat: async ({ viewId, positionSeconds }) => {
      const view = session.views.find(({ id }) => id === viewId) ?? session.views[0]!;
      const viewSeconds = Math.min(view.seconds, positionSeconds);
      const answer = { watchedSeconds: viewSeconds, requiredSeconds: session.watchSeconds, viewSeconds };
      return { ok: true, data: { ...answer, viewComplete: viewSeconds >= view.seconds } };
    },
    claim: async () => ({ ok: true, data: paid }),
    fallback: async () => ({ ok: true, data: { session: sessionOf() } }),
    answer: async (_view, choice) => ({ ok: true, data: { answer: choice } }),
    status: async () => refused('offline'),
    networkAd: async () => null,
    ...verbs,
  };
  const told = <Verb extends Exclude<keyof AdClient, 'place' | 'networkAd'>>(verb: Verb): AdClient[Verb] =>
    ((...given: unknown[]) => {
      calls.push({ verb, given: given.length > 1 ? given : given[0] });
      return (client[verb] as (...args: unknown[]) => unknown)(...given);
    }) as AdClient[Verb];
  return {
    ...{ place: client.place, networkAd: client.networkAd, calls },
    ...{ start: told('start'), beat: told('beat'), claim: told('claim'), fallback: told('fallback') },
    ...{ answer: told('answer'), status: told('status') },
    given: (verb) => calls.filter((call) => call.verb === verb).map(({ given }) => given),
  };
}

/** A session of another company’s ad, whose ad loads as told. `say` raises what its script would. */
export function networkSession(load: 'ready' | FallbackReason): {
  client: Partial<AdClient> & { session: PlayerSession };
  say(event: NetworkEvent): void;
} {
  let heard: (event: NetworkEvent) => void = () => {};
  const ad: NetworkAd = {
    load: async () => (load === 'no_fill' || load === 'blocked' || load === 'error' ? load : 'ready'),
    show: () => {},
    dispose: () => {},
  };
  const session = sessionOf([viewOf({ network: 'gpt' })], {
    network: 'gpt',
    tier: 'browser',
    client: { unit: '/1/a' },
  });
  return {
    client: {
      session,
      networkAd: async (_session, on) => {
        heard = on;
        return ad;
      },
    },
    say: (event) => heard(event),
  };
}
