import { createStudio } from '@/lib/ai/demo/video/studio';

const signal = new AbortController().signal;
/** Lets everything happen that can happen by now. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('only so many are let in at a time, the others in their order', async () => {
  const studio = createStudio(2);
  const entered: number[] = [];
  const waited: number[] = [];
  const leaves: (() => void)[] = [];
  for (const number of [1, 2, 3, 4])
    void studio
      .enter(signal, () => waited.push(number))
      .then((leave) => {
        entered.push(number);
        leaves.push(leave);
      });
  await settle();
  expect(entered).toEqual([1, 2]);
  expect(waited).toEqual([3, 4]);
  leaves[0]!();
  await settle();
  expect(entered).toEqual([1, 2, 3]);
  leaves[1]!();
  await settle();
  expect(entered).toEqual([1, 2, 3, 4]);
});

test('a place that is given back twice is one place', async () => {
  const studio = createStudio(1);
  const leave = await studio.enter(signal);
  leave();
  leave();
  await studio.enter(signal);
  let isIn = false;
  void studio.enter(signal).then(() => (isIn = true));
  await settle();
  expect(isIn).toBe(false);
});

test('whoever stops while waiting takes no place', async () => {
  const studio = createStudio(1);
  const leave = await studio.enter(signal);
  const stop = new AbortController();
  const stopped = studio.enter(stop.signal);
  const next = studio.enter(signal);
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  leave();
  await expect(next).resolves.toBeInstanceOf(Function);
  await expect(studio.enter(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});

test('a stop that comes when one has just been called in loses no place', async () => {
  const studio = createStudio(1);
  const leave = await studio.enter(signal);
  const stop = new AbortController();
  const called = studio.enter(stop.signal);
  leave();
  stop.abort();
  (await called)();
  await expect(studio.enter(signal)).resolves.toBeInstanceOf(Function);
});
