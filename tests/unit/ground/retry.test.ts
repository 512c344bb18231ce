import { retryTransient } from '@/lib/db/retry';

const failure = (code: string) => Object.assign(new Error('undone'), { code });

describe('retrying what the database undid', () => {
  it.each(['40001', '40P01', 'P2034'])('tries again after %s', async (code) => {
    let calls = 0;
    const result = await retryTransient(async () => {
      calls++;
      if (calls < 3) throw failure(code);
      return 'done';
    });
    expect([result, calls]).toEqual(['done', 3]);
  });

  it('finds the code behind an adapter’s wrapping', async () => {
    let calls = 0;
    await retryTransient(async () => {
      calls++;
      if (calls === 1) throw new Error('wrapped', { cause: failure('40P01') });
    });
    expect(calls).toBe(2);
  });

  it('finds the code behind a raw query of Prisma', async () => {
    const raw = Object.assign(new Error('Raw query failed'), {
      code: 'P2010',
      meta: {
        driverAdapterError: {
          name: 'DriverAdapterError',
          cause: { originalCode: '40P01', kind: 'TransactionWriteConflict' },
        },
      },
    });
    let calls = 0;
    await retryTransient(async () => {
      calls++;
      if (calls === 1) throw raw;
    });
    expect(calls).toBe(2);
  });

  it('gives up after a bounded number of tries', async () => {
    let calls = 0;
    const work = retryTransient(async () => {
      calls++;
      throw failure('40001');
    });
    await expect(work).rejects.toThrow('undone');
    expect(calls).toBe(4);
  });

  it('lets every other failure through at once', async () => {
    let calls = 0;
    const work = retryTransient(async () => {
      calls++;
      throw failure('23505');
    });
    await expect(work).rejects.toThrow('undone');
    expect(calls).toBe(1);
  });
});
