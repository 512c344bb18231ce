import { jest } from '@jest/globals';
import { schedule } from '@/lib/jobs/schedule';

const settle = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('runs every job at once and then at its period', async () => {
  const seen: string[] = [];
  const job = (name: string, everyMs: number) => ({ name, everyMs, run: async () => void seen.push(name) });
  const running = schedule([job('often', 10), job('rarely', 25)]);
  await settle();
  expect(seen).toEqual(['often', 'rarely']);
  await jest.advanceTimersByTimeAsync(30);
  expect(seen.filter((name) => name === 'often')).toHaveLength(4);
  expect(seen.filter((name) => name === 'rarely')).toHaveLength(2);
  await running.stop();
});

it('takes a turn that failed again at its next time, and lets the others go on', async () => {
  let good = 0;
  let bad = 0;
  let broken = 0;
  const running = schedule([
    {
      name: 'bad',
      everyMs: 10,
      run: async () => {
        bad++;
        throw new Error('broken');
      },
    },
    {
      name: 'worse',
      everyMs: 10,
      run: () => {
        broken++;
        throw new Error('broken before it began');
      },
    },
    { name: 'good', everyMs: 10, run: async () => void good++ },
  ]);
  await jest.advanceTimersByTimeAsync(20);
  expect([good, bad]).toEqual([3, 3]);
  expect(broken).toBe(3);
  await running.stop();
});

it('never lets a job overlap itself', async () => {
  let atOnce = 0;
  let most = 0;
  const run = async () => {
    most = Math.max(most, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve, 35));
    atOnce--;
  };
  const running = schedule([{ name: 'slow', everyMs: 10, run }]);
  await jest.advanceTimersByTimeAsync(200);
  expect(most).toBe(1);
  const stopped = running.stop();
  await jest.advanceTimersByTimeAsync(40);
  await stopped;
});

it('stops: waits for what is under way and begins nothing new', async () => {
  let finished = 0;
  let begun = 0;
  const run = async () => {
    begun++;
    await new Promise((resolve) => setTimeout(resolve, 35));
    finished++;
  };
  const running = schedule([{ name: 'slow', everyMs: 100, run }]);
  await jest.advanceTimersByTimeAsync(5);
  const stopped = running.stop().then(() => finished);
  await jest.advanceTimersByTimeAsync(500);
  expect(await stopped).toBe(1);
  expect(begun).toBe(1);
});
