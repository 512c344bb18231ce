import { AdEngine } from '@/components/ads/player/engine';
import type { LoadOutcome, NetworkEvent } from '@/components/ads/networks/types';
import type { AdClient, Beat, PlayerSession, PlayerState, PlayerView } from '@/components/ads/player/types';
import { OFFLINE, type Problem } from '@/components/tool/problem';
import type { AdClaim, FallbackReason, NetworkId } from '@/lib/ads/types';
import { CLAIM } from './scripted-ads';

const PAID: AdClaim = { ...CLAIM, available: 5 };

export interface World {
  /** Of the views that are made. */
  seconds?: number[];
  network?: NetworkId;
  tier?: PlayerSession['tier'];
  /** What asking for an ad brings, one after the other; the last stays. */
  loads?: LoadOutcome[];
  /** Without consent to the network's ads by now. */
  withoutClient?: boolean;
}

const refused = (problem: Partial<Problem>) => ({ ok: false as const, problem: { ...OFFLINE, ...problem } });
const view = (id: string, seconds: number, network: NetworkId): PlayerView => ({
  ...{ id, seconds, network, watchedSeconds: 0, positionSeconds: 0, granted: false, complete: false, question: null },
  creative: { id: 'coins', kind: 'text', scenes: 4 },
});

/** A server that counts as the real one does, and a network whose ads do as they are told; time is given by hand. */
export function adPlayerWorld(world: World = {}) {
  const { seconds = [10], network = 'gpt', loads = ['ready'] } = world;
  let nowMs = 0;
  let visible = true;
  const beats: Beat[] = [];
  const fallbacks: FallbackReason[] = [];
  const ads: { on: (event: NetworkEvent) => void; shown: boolean; gone: boolean }[] = [];
  const claims: unknown[] = [];
  const answers: (Problem | AdClaim)[] = [];
  let lastBeatMs = 0;
  let paid = 0;
  let focusTaken = 0;
  let session: PlayerSession = {
    ...{ id: 's1', token: 't', kind: 'text', network, reward: 5, bonus: false, expiresAt: '2030-01-01T00:00:00Z' },
    tier: world.tier ?? (network === 'house' ? 'house' : 'browser'),
    client: network === 'house' || world.withoutClient ? null : { scriptUrl: 'https://tags.example/x.js', unit: 'u' },
    watchSeconds: seconds.reduce((sum, each) => sum + each, 0),
    views: seconds.map((each, index) => view(`v${index + 1}`, each, network)),
  };
  const change = (id: string, make: (now: PlayerView) => PlayerView) => {
    session = { ...session, views: session.views.map((now) => (now.id === id ? make(now) : now)) };
  };
  const count = (beat: Beat) => (now: PlayerView) => {
    const begun = beats.some((other) => other !== beat && other.viewId === now.id);
    const gain = begun ? Math.min((nowMs - lastBeatMs) / 1000, beat.positionSeconds - now.positionSeconds, 10) : 0;
    const watchedSeconds = Math.min(now.seconds, now.watchedSeconds + Math.max(0, gain));
    const granted = now.granted || (begun && beat.event === 'granted');
    const complete = watchedSeconds >= now.seconds && (now.network === 'house' || granted);
    return {
      ...now,
      watchedSeconds,
      granted,
      complete,
      positionSeconds: Math.max(now.positionSeconds, beat.positionSeconds),
    };
  };
  const client: AdClient = {
    place: () => 'page',
    start: () => Promise.resolve({ ok: true, data: { session } }),
    beat(beat) {
      beats.push(beat);
      change(beat.viewId, count(beat));
      lastBeatMs = nowMs;
      const now = session.views.find(({ id }) => id === beat.viewId)!;
      const watchedSeconds = session.views.reduce((sum, each) => sum + each.watchedSeconds, 0);
      const counted = { viewSeconds: now.watchedSeconds, viewComplete: now.complete };
      return Promise.resolve({ ok: true, data: { watchedSeconds, requiredSeconds: session.watchSeconds, ...counted } });
    },
    claim(ask) {
      claims.push(ask);
      const scripted = answers.shift();
      if (scripted && 'code' in scripted) return Promise.resolve(refused(scripted));
      if (!session.views.every(({ complete }) => complete))
        return Promise.resolve(refused({ code: 'ad_not_watched', status: 409, missingSeconds: 1 }));
      paid += 1;
      return Promise.resolve({ ok: true, data: scripted ?? PAID });
    },
    fallback(_session, reason) {
      fallbacks.push(reason);
      const views = session.views.map((now) => (now.granted ? now : { ...now, network: 'house' as const }));
      session = { ...session, network: 'house', tier: 'house', client: null, views };
      return Promise.resolve({ ok: true, data: { session } });
    },
    answer: (_view, choice) => Promise.resolve({ ok: true, data: { answer: choice } }),
    status: () => Promise.resolve(refused({ code: 'internal', status: 500 })),
    networkAd(_session, on) {
      const ad = { on, shown: false, gone: false };
      const outcome = loads[Math.min(ads.length, loads.length - 1)] ?? 'ready';
      ads.push(ad);
      return Promise.resolve({
        load: () => Promise.resolve(outcome),
        show: () => void (ad.shown = true),
        dispose: () => void (ad.gone = true),
      });
    },
  };
  const states: PlayerState[] = [];
  const engine = new AdEngine({
    ...{ client, kind: 'text', now: () => nowMs, isVisible: () => visible },
    takeFocus: () => void (focusTaken += 1),
    onChange: (state) => void states.push(state),
  });
  return {
    ...{ client, engine, beats, fallbacks, ads, claims, answers, states, change },
    state: () => engine.snapshot,
    phases: () => states.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]),
    session: () => session,
    forgetSession: () => (session = { ...session, id: 'another' }),
    paid: () => paid,
    focusTaken: () => focusTaken,
    ad: () => ads.at(-1)!,
    look: (at: boolean) => {
      visible = at;
      engine.visibilityChanged();
    },
    tick: (ms: number) => (nowMs += ms),
  };
}

export type PlayerWorld = ReturnType<typeof adPlayerWorld>;
