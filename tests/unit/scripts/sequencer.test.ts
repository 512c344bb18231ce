import { interleave } from '../../../scripts/test/sequencer.mjs';

const named = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index}`);

describe('the order of suites', () => {
  it('puts four that work behind each one that waits', () => {
    expect(interleave(named('waits', 2), named('works', 6)).join(' ')).toBe(
      'waits0 works0 works1 works2 works3 waits1 works4 works5',
    );
  });

  it.each([
    [0, 9],
    [7, 0],
    [9, 3],
    [3, 40],
  ])('loses and repeats none of %i and %i', (waiting, working) => {
    const order = interleave(named('waits', waiting), named('works', working));
    expect(order.toSorted()).toEqual([...named('waits', waiting), ...named('works', working)].toSorted());
  });
});
