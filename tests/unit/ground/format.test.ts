import fc from 'fast-check';
import { creditsToMicro, formatClock, formatCredits, microToCredits, watchTimeParts } from '@/lib/format';

describe('credits as numbers', () => {
  it('goes to microcredits and back without losing one', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -4_000_000_000_000_000n, max: 4_000_000_000_000_000n }), (micro) => {
        expect(creditsToMicro(microToCredits(micro))).toBe(micro);
      }),
    );
  });

  it.each([0.0000001, 1.2345678, Number.NaN, Number.POSITIVE_INFINITY, 1e12])('refuses %p', (credits) => {
    expect(() => creditsToMicro(credits)).toThrow(RangeError);
  });

  it('takes the decimals that floats cannot hold', () => {
    expect(creditsToMicro(0.1 + 0.2)).toBe(300_000n);
    expect(creditsToMicro(1.1)).toBe(1_100_000n);
  });

  it('reads well', () => {
    expect(formatCredits(1250)).toBe('1,250');
    expect(formatCredits(0.004)).toBe('0.004');
  });
});

describe('times', () => {
  it('says whole minutes in minutes and the rest in seconds', () => {
    expect(watchTimeParts(60)).toEqual({ unit: 'minute', count: 1 });
    expect(watchTimeParts(180)).toEqual({ unit: 'minute', count: 3 });
    expect(watchTimeParts(90)).toEqual({ unit: 'second', count: 90 });
    expect(watchTimeParts(2)).toEqual({ unit: 'second', count: 2 });
  });

  it('counts down without going below zero', () => {
    expect(formatClock(125)).toBe('2:05');
    expect(formatClock(0.2)).toBe('0:01');
    expect(formatClock(-3)).toBe('0:00');
  });
});
