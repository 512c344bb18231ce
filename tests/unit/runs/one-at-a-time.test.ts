import { oneAtATime } from '@/lib/runs/files/one-at-a-time';

describe('looking into files', () => {
  it('takes those of one person in their order, also behind one that failed', async () => {
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = oneAtATime('ada', async () => {
      seen.push('first');
      await gate.promise;
      throw new Error('damaged');
    });
    const second = oneAtATime('ada', async () => seen.push('second'));
    const other = oneAtATime('eve', async () => seen.push('other'));
    await other;
    expect(seen).toEqual(['first', 'other']);
    gate.resolve();
    await expect(first).rejects.toThrow('damaged');
    await second;
    expect(seen).toEqual(['first', 'other', 'second']);
  });
});
