import { describe, expect, it } from '@jest/globals';
import { decideUnattended, scoreOf } from '@/lib/risk/score';
import type { OfferFacts } from '@/lib/risk/signals/offer-facts';
import { OFFER_SIGNALS } from '@/lib/risk/signals/offer-signals';
import { settingsSchema } from '@/lib/settings';

const { risk } = settingsSchema.parse({});

const HONEST: OfferFacts = {
  accountHours: 400,
  dayCredits: 1_500,
  dayCap: 2_000,
  hourOffers: 2,
  peers: { takers: 0, p95: 0 },
  nearTwins: 0,
  addressTwins: 0,
  offersDone: 12,
  offersUndone: 1,
  undone: 0,
  confirmed: 0,
  owes: false,
  registerScore: 0,
  disposable: false,
  twins: 0,
};

const judge = (change: Partial<OfferFacts>) => {
  const { score, signals } = scoreOf(OFFER_SIGNALS, { ...HONEST, ...change }, risk);
  return { score, ids: signals.map(({ id }) => id), decision: decideUnattended(score, risk, false) };
};

describe('honest people', () => {
  it.each<[string, Partial<OfferFacts>]>([
    ['a good day of an old account', {}],
    ['a survey in the first hour', { accountHours: 0.5, dayCredits: 300 }],
    ['the whole cap after three days', { accountHours: 72, dayCredits: 2_000 }],
    ['eight short surveys in an hour', { hourOffers: 8 }],
    ['one or two withdrawn offers of many', { offersDone: 20, offersUndone: 2 }],
    ['somebody of a school where two others did the same', { addressTwins: 2 }],
  ])('weigh nothing: %s', (_name, change) => {
    expect(judge(change)).toEqual({ score: 0, ids: [], decision: 'allow' });
  });

  it.each<[string, Partial<OfferFacts>]>([
    ['a sister who tried the same game on the same tablet', { nearTwins: 1 }],
    ['a large payout on the first day, and nothing else', { accountHours: 1, dayCredits: 2_000 }],
    ['the first offer of all withdrawn', { offersDone: 1, offersUndone: 1 }],
    ['a crowd behind one address', { addressTwins: 200 }],
    ['throw-away mail alone', { disposable: true }],
  ])('are seen, and let through all the same: %s', (_name, change) => {
    const { score, decision } = judge(change);
    expect(score).toBeGreaterThan(0);
    expect(decision).toBe('allow');
  });
});

describe('what waits', () => {
  it.each<[string, Partial<OfferFacts>, string[]]>([
    ['the same offer on a third account of one browser', { nearTwins: 2 }, ['offerTwins']],
    [
      'a large payout of a new account with throw-away mail',
      { accountHours: 2, dayCredits: 1_800, disposable: true },
      ['payout', 'disposable'],
    ],
    ['twenty offers within an hour', { hourOffers: 20 }, ['offerBurst']],
    ['most of what was ever completed withdrawn', { offersDone: 6, offersUndone: 5 }, ['offerPast']],
    [
      'fraud of before, with two withdrawn offers of three',
      { confirmed: 1, offersDone: 3, offersUndone: 2 },
      ['offerPast', 'past'],
    ],
  ])('%s', (_name, change, ids) => {
    expect(judge(change)).toMatchObject({ ids, decision: 'delay' });
  });

  it('a burst is told from what others do, once enough of them do anything', () => {
    const many = { takers: 40, p95: 12 };
    expect(judge({ hourOffers: 12, peers: many }).score).toBe(0);
    expect(judge({ hourOffers: 18, peers: many }).decision).toBe('delay');
    expect(judge({ hourOffers: 9, peers: { takers: 40, p95: 1 } }).score).toBeGreaterThan(30);
    expect(judge({ hourOffers: 4, peers: { takers: 40, p95: 1 } }).score).toBe(0);
    expect(judge({ hourOffers: 9, peers: { takers: 19, p95: 1 } }).score).toBeLessThan(5);
  });

  it('a payout counts by what the whole day brought, so that many small ones are no way around', () => {
    const points = (dayCredits: number, accountHours = 1) => judge({ dayCredits, accountHours }).score;
    expect([400, 800, 1_200, 2_000].map((credits) => points(credits))).toEqual([0, 18, 35, 35]);
    expect([12, 42, 72].map((hours) => points(2_000, hours))).toEqual([35, 18, 0]);
  });
});

describe('a decision where nobody is there', () => {
  it.each([
    [risk.challengeAt - 1, false, 'allow'],
    [risk.challengeAt, false, 'delay'],
    [risk.refuseAt, false, 'delay'],
    [1_000, false, 'delay'],
    [risk.refuseAt - 1, true, 'allow'],
    [risk.refuseAt, true, 'delay'],
  ] as const)('%i points, an operator’s word %s: %s', (score, trusted, decision) => {
    expect(decideUnattended(score, risk, trusted)).toBe(decision);
  });

  it('is none where looking is switched off', () => {
    expect(decideUnattended(1_000, { ...risk, enabled: false }, false)).toBe('allow');
  });
});
