import { setTimeout as sleep } from 'node:timers/promises';
import { fewAtOnce } from '@/lib/db/few-at-once';

/** Work that ends when it is told to, and the order it began in. */
function works() {
  const begun: number[] = [];
  const ends = new Map<number, PromiseWithResolvers<number>>();
  const work = (id: number) => () => {
    begun.push(id);
    const end = Promise.withResolvers<number>();
    ends.set(id, end);
    return end.promise;
  };
  const end = async (id: number) => {
    ends.get(id)?.resolve(id);
    await sleep(0);
  };
  return { begun, ends, work, end };
}

const NEVER_MS = 60_000;

it('starts so many at once, the others in their order as each ends', async () => {
  const { begun, work, end } = works();
  const lane = fewAtOnce(2, NEVER_MS);
  const all = [1, 2, 3, 4].map((id) => lane(work(id)));
  await sleep(0);
  expect(begun).toEqual([1, 2]);
  await end(2);
  expect(begun).toEqual([1, 2, 3]);
  await end(1);
  await end(3);
  await end(4);
  expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
});

it('frees the place of work that fails, and hands its failure on', async () => {
  const lane = fewAtOnce(1, NEVER_MS);
  const refused = lane(() => Promise.reject(new Error('refused')));
  const next = lane(() => Promise.resolve('next'));
  await expect(refused).rejects.toThrow('refused');
  expect(await next).toBe('next');
});

it('starts one more at a time while nothing ends, and is as narrow as before when it moves again', async () => {
  const { begun, work, end } = works();
  const lane = fewAtOnce(1, 100);
  const all = [1, 2, 3, 4].map((id) => lane(work(id)));
  await sleep(0);
  expect(begun).toEqual([1]);
  while (begun.length < 2) await sleep(5);
  while (begun.length < 3) await sleep(5);
  // Three are under way in a lane for one: the fourth waits until it is empty, or stalled again.
  await end(1);
  expect(begun).toEqual([1, 2, 3]);
  await end(2);
  await end(3);
  expect(begun).toEqual([1, 2, 3, 4]);
  await end(4);
  await Promise.all(all);
});
