import { describe, expect, it } from '@jest/globals';
import { scoreOf } from '@/lib/risk/score';
import { RHYTHM_GAPS, variation, type AdFacts } from '@/lib/risk/signals/ad-facts';
import { AD_SIGNALS } from '@/lib/risk/signals/ad-signals';
import { REGISTER_SIGNALS } from '@/lib/risk/signals/register-signals';
import { RHYTHM_VARIATION } from '@/lib/risk/signals/thresholds';
import { settingsSchema } from '@/lib/settings';
import { playerGaps, rhythmOf, seeded, timerGaps } from '../../support/beats-of';

const { risk } = settingsSchema.parse({});

const HONEST: AdFacts = {
  beats: rhythmOf(playerGaps(seeded(1), 60)),
  regularBefore: 0,
  deviceUsers: 1,
  addressUsers: 1,
  excessSeconds: 0,
  hours: 2,
  claimsToday: 3,
  peers: { claimers: 200, median: 4, p95: 15 },
  accountHours: 200,
  pauses: { count: 2, meanSeconds: 40, deviationSeconds: 25 },
  undone: 0,
  confirmed: 0,
  owes: false,
  disposable: false,
  twins: 0,
  registerScore: 0,
};

const judge = (change: Partial<AdFacts>) => scoreOf(AD_SIGNALS, { ...HONEST, ...change }, risk);
const pointsOf = (change: Partial<AdFacts>, id: string) =>
  judge(change).signals.find((signal) => signal.id === id)?.points ?? 0;

/** Gaps at the server in ms as they came from the player in Chromium on a busy machine, 60 s, over loopback. */
const MEASURED = [
  [2000, 2248, 2249, 1998, 2250, 2247, 2001, 2250, 2000, 2249, 2000, 2250, 1999, 2001, 2248, 1999, 1754],
  [1955, 2239, 2246, 2248, 2002, 2248, 2250, 2000, 2249, 2251, 1999, 2250, 2002, 2248, 2248, 2251, 752],
  [1996, 2222, 2250, 2000, 2250, 2249, 2000, 1999, 2251, 2249, 2001, 2000, 2250, 2000, 1993, 2250, 1250],
];

describe('the rhythm of beats', () => {
  it('of the real player is never a clock’s, as measured and in a thousand sessions like it', () => {
    for (const gaps of MEASURED) expect(variation(rhythmOf(gaps))!).toBeGreaterThan(2 * RHYTHM_VARIATION);
    const random = seeded(7);
    for (let session = 0; session < 1_000; session += 1) {
      const gaps = playerGaps(random, 40 + random() * 140, { lateMs: 0.5 + random() * 8, travelMs: random() * 80 });
      expect(pointsOf({ beats: rhythmOf(gaps), regularBefore: 19 }, 'rhythm')).toBe(0);
    }
  });

  it('of a phone that sleeps, of pauses and of a slow network is nobody’s fault', () => {
    const random = seeded(8);
    const asleep = [...playerGaps(random, 40), 45_000, ...playerGaps(random, 60), 60_000];
    const slow = playerGaps(random, 60, { lateMs: 200, travelMs: 900 });
    for (const gaps of [asleep, slow]) expect(judge({ beats: rhythmOf(gaps), regularBefore: 5 }).score).toBe(0);
  });

  it('of a program is seen at once and weighs in full from the third ad of a day on', () => {
    const random = seeded(9);
    for (const everyMs of [1_000, 2_000, 5_000]) {
      const beats = rhythmOf(timerGaps(random, 30, { everyMs }));
      expect(pointsOf({ beats }, 'rhythm')).toBe(27);
      expect(pointsOf({ beats, regularBefore: 1 }, 'rhythm')).toBeLessThan(risk.challengeAt);
      expect(pointsOf({ beats, regularBefore: 2 }, 'rhythm')).toBeGreaterThanOrEqual(risk.challengeAt);
    }
  });

  it('says nothing of few beats, of none, and of networks that vouch for their views', () => {
    const few = rhythmOf(Array<number>(RHYTHM_GAPS - 1).fill(2_000));
    expect(judge({ beats: few, regularBefore: 9 }).score).toBe(0);
    expect(judge({ beats: null, regularBefore: 9 }).score).toBe(0);
    expect(variation({ ...few, gaps: 30, meanMs: 0 })).toBeNull();
  });
});

describe('who shares what', () => {
  it('lets a family share a browser, and sees thirty accounts on one device', () => {
    for (const deviceUsers of [1, 2, 4, 5]) expect(judge({ deviceUsers }).score).toBe(0);
    expect(pointsOf({ deviceUsers: 30 }, 'device')).toBe(60);
    expect(judge({ deviceUsers: 30 }).signals[0]).toEqual({ id: 'device', points: 60, numbers: { users: 30 } });
  });

  it('weighs an address so little that a carrier’s thousands challenge nobody', () => {
    expect(judge({ addressUsers: 20 }).score).toBe(0);
    expect(judge({ addressUsers: 5_000 }).score).toBeLessThan(risk.challengeAt);
  });
});

describe('time that nobody has', () => {
  it('is watching beyond what passed, with a minute’s grace', () => {
    expect(judge({ excessSeconds: 60 }).score).toBe(0);
    expect(judge({ excessSeconds: -400 }).score).toBe(0);
    expect(judge({ excessSeconds: 1_740 }).score).toBeGreaterThanOrEqual(risk.delayAt);
  });

  it('is a day without sleep; a long evening is not', () => {
    expect(judge({ hours: 15 }).score).toBe(0);
    expect(judge({ hours: 24 }).score).toBeGreaterThanOrEqual(risk.challengeAt);
  });

  it('is the same pause before every ad, of a new account only, and never enough by itself', () => {
    const pauses = { count: 6, meanSeconds: 10, deviationSeconds: 0.2 };
    expect(pointsOf({ pauses, accountHours: 5 }, 'sequence')).toBe(20);
    expect(judge({ pauses, accountHours: 80 }).score).toBe(0);
    expect(judge({ pauses: { ...pauses, count: 4 }, accountHours: 5 }).score).toBe(0);
    expect(judge({ pauses: { ...pauses, deviationSeconds: 3 }, accountHours: 5 }).score).toBe(0);
  });
});

describe('the rest of what counts', () => {
  it('is more claims than 95 in 100 make, once there are enough to compare with', () => {
    expect(pointsOf({ claimsToday: 25 }, 'rate')).toBe(10);
    expect(judge({ claimsToday: 15 }).score).toBe(0);
    expect(judge({ claimsToday: 25, peers: { claimers: 5, median: 1, p95: 2 } }).score).toBe(0);
    expect(judge({ claimsToday: 25, peers: null }).score).toBe(0);
  });

  it('is a player that is only ever hidden', () => {
    const gaps = playerGaps(seeded(3), 60);
    expect(judge({ beats: rhythmOf(gaps, 5) }).score).toBe(0);
    expect(pointsOf({ beats: rhythmOf(gaps, gaps.length) }, 'hidden')).toBe(10);
  });

  it('is a past: refusals, reversals, fraud; debt alone is none', () => {
    expect(judge({ owes: true }).score).toBe(0);
    expect(pointsOf({ undone: 1 }, 'past')).toBe(8);
    expect(pointsOf({ undone: 4, owes: true }, 'past')).toBe(30);
    expect(pointsOf({ confirmed: 1 }, 'past')).toBe(21);
  });

  it('adds up, the heaviest first, and weights of nothing drop out', () => {
    const found = judge({ disposable: true, twins: 3, registerScore: 60, undone: 4 });
    expect(found.signals.map(({ id }) => id)).toEqual(['past', 'twin', 'registration', 'disposable']);
    expect(found.score).toBe(85);
    const mute = { weights: { ...risk.weights, past: 0 } };
    expect(scoreOf(AD_SIGNALS, { ...HONEST, undone: 4 }, mute)).toEqual({ score: 0, signals: [] });
  });
});

describe('a new account', () => {
  const registered = (facts: object) =>
    scoreOf(REGISTER_SIGNALS, { disposable: false, twins: 0, deviceSignups: 0, addressSignups: 0, ...facts }, risk)
      .score;

  it('of a family or a school is nothing; the eighth of a device is a case', () => {
    expect(registered({ deviceSignups: 2 })).toBe(0);
    expect(registered({ addressSignups: 10 })).toBe(0);
    expect(registered({ addressSignups: 500 })).toBeLessThan(risk.challengeAt);
    expect(registered({ deviceSignups: 7 })).toBeGreaterThanOrEqual(risk.challengeAt);
    expect(registered({ disposable: true, twins: 2 })).toBeLessThan(risk.challengeAt);
  });
});
