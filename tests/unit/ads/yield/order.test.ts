import { describe, expect, it } from '@jest/globals';
import { explores, inOrder, KNOWN_ASKS, type Candidate } from '@/lib/ads/yield/order';

const one = (id: string, change: Partial<Candidate> = {}): Candidate => ({
  ...{ id, worthMicroUsd: 1_000, fill: 0.5, asked: 1_000 },
  ...change,
});
const ids = (candidates: readonly Candidate[], exploring?: boolean) =>
  inOrder(candidates, exploring).map(({ id }) => id);

describe('the order of networks', () => {
  it('puts the better payer first where both fill alike, and the better filler where both pay alike', () => {
    expect(ids([one('a'), one('b', { worthMicroUsd: 1_001 })])).toEqual(['b', 'a']);
    expect(ids([one('a'), one('b', { fill: 0.6 })])).toEqual(['b', 'a']);
  });

  it('prefers what asking may be expected to bring in', () => {
    expect(ids([one('a', { worthMicroUsd: 3_000, fill: 0.1 }), one('b', { fill: 0.9 })])).toEqual(['b', 'a']);
  });

  it('is the same whatever order the networks come in, and knows what to do with equals', () => {
    const all = [one('c'), one('a', { asked: 5 }), one('b', { asked: 5 }), one('d', { worthMicroUsd: 2_000 })];
    for (const list of [all, all.toReversed(), [all[2]!, all[0]!, all[3]!, all[1]!]])
      expect(ids(list)).toEqual(['d', 'a', 'b', 'c']);
  });

  it('begins with what is known least for those who explore, and only as long as little is known', () => {
    const rich = one('rich', { worthMicroUsd: 9_000 });
    const fresh = one('fresh', { asked: 3 });
    const newer = one('newer', { asked: 2, worthMicroUsd: 1 });
    expect(ids([rich, fresh, newer])).toEqual(['rich', 'fresh', 'newer']);
    expect(ids([rich, fresh, newer], true)).toEqual(['newer', 'fresh', 'rich']);
    expect(ids([rich, { ...fresh, asked: KNOWN_ASKS }], true)).toEqual(['rich', 'fresh']);
  });

  it('lets about one in twenty explore, the same all day and another the next', () => {
    const people = Array.from({ length: 4_000 }, (_, index) => `person-${index}`);
    const today = people.filter((person) => explores(person, '2026-03-10'));
    expect(today.length).toBeGreaterThan(120);
    expect(today.length).toBeLessThan(290);
    expect(people.filter((person) => explores(person, '2026-03-10'))).toEqual(today);
    expect(people.filter((person) => explores(person, '2026-03-11'))).not.toEqual(today);
  });
});
