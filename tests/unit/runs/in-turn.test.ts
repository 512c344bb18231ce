import { takeTurns } from '@/lib/runs/files/in-turn';

const settle = () => new Promise((resolve) => setImmediate(resolve));

function works(count: number) {
  const begun: number[] = [];
  const ends = Array.from({ length: count }, () => Promise.withResolvers<number>());
  const work = (index: number) => () => {
    begun.push(index);
    return ends[index]!.promise;
  };
  return { begun, ends, work };
}

describe('works that take turns', () => {
  it('go on so many at once, the others in the order they came', async () => {
    const { begun, ends, work } = works(4);
    const inTurn = takeTurns(2);
    const all = [0, 1, 2, 3].map((index) => inTurn(work(index)));
    await settle();
    expect(begun).toEqual([0, 1]);
    ends[1]!.resolve(1);
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    for (const [index, end] of ends.entries()) end.resolve(index);
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
  });

  it('give their place back when they fail', async () => {
    const inTurn = takeTurns(1);
    await expect(inTurn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await inTurn(() => Promise.resolve('next'))).toBe('next');
  });

  it('are refused, and not begun, where as many wait as may', async () => {
    const { begun, ends, work } = works(3);
    const inTurn = takeTurns(1, { most: 1, refusal: () => new Error('too many') });
    const [first, second] = [inTurn(work(0)), inTurn(work(1))];
    await expect(inTurn(work(2))).rejects.toThrow('too many');
    ends[0]!.resolve(0);
    ends[1]!.resolve(1);
    expect(await Promise.all([first, second])).toEqual([0, 1]);
    expect(begun).toEqual([0, 1]);
  });
});
