import { describe, expect, it } from '@jest/globals';
import { fillOf, isResting } from '@/lib/ads/yield/fill';
import { estimator, PRIOR_IMPRESSIONS, smoothed, type YieldRow } from '@/lib/ads/yield/estimate';

const ASSUMED = { default: 1, countries: { US: 10, IN: 0.2 } };

const row = (change: Partial<YieldRow>): YieldRow => ({
  ...{ network: 'gpt', country: 'US', kind: '', impressions: 10_000, revenueMicroUsd: 50_000_000 },
  ...change,
});
const gptUs = { network: 'gpt', country: 'US', kind: 'text' };

describe('what a view brings in', () => {
  it('is the assumed price of the country where nothing was reported, and nothing for house ads', () => {
    const of = estimator([], ASSUMED);
    expect(of(gptUs)).toEqual({ microUsd: 10_000, basis: 'assumed' });
    expect(of({ ...gptUs, country: 'IN' })).toEqual({ microUsd: 200, basis: 'assumed' });
    expect(of({ ...gptUs, country: null })).toEqual({ microUsd: 1_000, basis: 'assumed' });
    expect(of({ ...gptUs, country: 'FR' }).microUsd).toBe(1_000);
    expect(of({ ...gptUs, network: 'house' })).toEqual({ microUsd: 0, basis: 'reported' });
  });

  it('stays between the assumption and the data, and comes nearer to the data with every report', () => {
    let last = 10_000;
    for (const impressions of [1, 10, 100, 1_000, 10_000, 1_000_000]) {
      const of = estimator([row({ impressions, revenueMicroUsd: impressions * 5_000 })], ASSUMED);
      const { microUsd } = of(gptUs);
      expect(microUsd).toBeGreaterThan(5_000);
      expect(microUsd).toBeLessThan(last);
      last = microUsd;
    }
    expect(last).toBeCloseTo(5_000, -1);
  });

  it('grows with what was earned and never shrinks', () => {
    const at = (revenueMicroUsd: number) => estimator([row({ revenueMicroUsd })], ASSUMED)(gptUs).microUsd;
    const rising = [0, 1, 1_000_000, 50_000_000, 900_000_000].map(at);
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(new Set(rising).size).toBe(rising.length);
  });

  it('of a country without reports is drawn from the network’s own mean, not from other networks', () => {
    const of = estimator([row({ country: 'DE', impressions: 1_000_000, revenueMicroUsd: 3_000_000_000 })], ASSUMED);
    expect(of({ ...gptUs, country: 'FR' }).microUsd).toBeCloseTo(3_000, -1);
    expect(of({ ...gptUs, country: 'FR' }).basis).toBe('reported');
    expect(of({ ...gptUs, network: 'h5' })).toEqual({ microUsd: 10_000, basis: 'assumed' });
  });

  it('tells kinds apart where a report does', () => {
    const rows = [
      row({ kind: 'video', impressions: 100_000, revenueMicroUsd: 2_000_000_000 }),
      row({ kind: 'text', impressions: 100_000, revenueMicroUsd: 100_000_000 }),
    ];
    const of = estimator(rows, ASSUMED);
    expect(of({ ...gptUs, kind: 'video' }).microUsd).toBeGreaterThan(19_000);
    expect(of({ ...gptUs, kind: 'text' }).microUsd).toBeLessThan(1_200);
    const image = of({ ...gptUs, kind: 'image' }).microUsd;
    expect(image).toBeGreaterThan(1_200);
    expect(image).toBeLessThan(19_000);
  });

  it('weighs the wider figure as so many impressions', () => {
    expect(smoothed({ impressions: 0, revenueMicroUsd: 0 }, 7)).toBe(7);
    expect(smoothed({ impressions: PRIOR_IMPRESSIONS, revenueMicroUsd: 0 }, 8)).toBe(4);
  });
});

describe('how often a network has an ad', () => {
  const asks = (asked: number, failures: number, country = 'US') => ({ network: 'gpt', country, asked, failures });

  it('is believed to be three in four before anybody asked, and never quite all or nothing', () => {
    expect(fillOf([])('gpt', 'US')).toBe(0.75);
    expect(fillOf([asks(500, 0)])('gpt', 'US')).toBeGreaterThan(0.99);
    expect(fillOf([asks(500, 0)])('gpt', 'US')).toBeLessThan(1);
    expect(fillOf([asks(500, 500)])('gpt', 'US')).toBeGreaterThan(0);
    expect(fillOf([asks(500, 500)])('gpt', 'US')).toBeLessThan(0.01);
  });

  it('falls with every failure', () => {
    const falling = [0, 1, 5, 50, 100].map((failures) => fillOf([asks(100, failures)])('gpt', 'US'));
    expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  });

  it('of a country is its own as far as it was asked there', () => {
    const of = fillOf([asks(1_000, 0), asks(1_000, 1_000, 'IN')]);
    expect(of('gpt', 'US')).toBeGreaterThan(0.95);
    expect(of('gpt', 'IN')).toBeLessThan(0.05);
    expect(of('gpt', 'FR')).toBeCloseTo(0.5, 1);
    expect(of('gpt', null)).toBeCloseTo(0.5, 1);
    expect(of('h5', 'IN')).toBe(0.75);
  });

  it.each([
    ['nobody asked', { asked: 0, failures: 0 }, 0, false],
    ['one failure of one’s own', { asked: 0, failures: 0 }, 1, false],
    ['two failures of one’s own', { asked: 0, failures: 0 }, 2, true],
    ['few asks, all failed', { asked: 19, failures: 19 }, 0, false],
    ['many asks, nearly all failed', { asked: 20, failures: 18 }, 0, true],
    ['many asks, most failed', { asked: 100, failures: 89 }, 0, false],
  ])('rests after %s: %#', (_name, lastHour, own, rests) => {
    expect(isResting(lastHour, own)).toBe(rests);
  });
});
