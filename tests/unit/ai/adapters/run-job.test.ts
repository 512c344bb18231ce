import { runJob, type Job, type JobPace } from '@/lib/ai/adapters/run-job';
import { CallFailure } from '@/lib/ai/chain/failure';
import { WireError } from '@/lib/ai/wire/wire-error';
import { PACE } from './adapter-world';

const never = new AbortController().signal;
const refused = (status: number, headers = {}) => new WireError(status, headers, '');
const outcomeOf = (error: unknown) => (error instanceof CallFailure ? error.outcome : error);

/** A job whose looks do as told, one after the other. */
function scripted(...looks: (string | Error | undefined)[]) {
  const at: number[] = [];
  const job = {
    submit: () => Promise.resolve('ticket'),
    look: (ticket: string) => {
      expect(ticket).toBe('ticket');
      at.push(performance.now());
      const next = looks.shift();
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
  };
  const pauses = () => at.slice(1).map((time, index) => time - (at[index] ?? 0));
  return { job, at, pauses };
}

describe('a job', () => {
  test('is handed in once and looked at, with growing pauses, until it is done', async () => {
    const { job, at, pauses } = scripted(undefined, undefined, undefined, 'film');
    const pace: JobPace = { ...PACE, firstMs: 10, growth: 2, maxMs: 40 };
    expect(await runJob(job, never, pace)).toBe('film');
    expect(at).toHaveLength(4);
    for (const [index, least] of [19, 39, 39].entries()) expect(pauses()[index]).toBeGreaterThanOrEqual(least);
  });

  test('is not waited for without end', async () => {
    const { job, at } = scripted();
    const error: unknown = await runJob(job, never, { ...PACE, growth: 1, maxMs: 5, totalMs: 60 }).catch(
      (one: unknown) => one,
    );
    expect(outcomeOf(error)).toBe('timeout_first_content');
    expect(at.length).toBeLessThan(15);
  });

  test('is looked at again after a passing fault, not sooner than the provider wants, nor later than after the longest pause', async () => {
    const { job, pauses } = scripted(
      refused(429, { 'retry-after': '0.05' }),
      refused(503, { 'retry-after': '60' }),
      'film',
    );
    expect(await runJob(job, never, { ...PACE, maxPauseMs: 80 })).toBe('film');
    expect(pauses()[0]).toBeGreaterThanOrEqual(48);
    expect(pauses()[1]).toBeGreaterThanOrEqual(78);
    expect(pauses()[1]).toBeLessThan(10_000);
  });

  test('ends with the third fault in a row; a look that works lets it start anew', async () => {
    const fault = () => new Error('lost');
    expect(await runJob(scripted(fault(), fault(), undefined, fault(), fault(), 'film').job, never, PACE)).toBe('film');
    await expect(runJob(scripted(fault(), fault(), fault(), 'film').job, never, PACE)).rejects.toThrow('lost');
  });

  test('that is looked at too often is looked at less often, and not lost', async () => {
    const tooOften = () => refused(429, { 'retry-after-ms': '20' });
    const { job, pauses } = scripted(tooOften(), tooOften(), tooOften(), tooOften(), 'film');
    expect(await runJob(job, never, { ...PACE, maxMs: 5 })).toBe('film');
    expect(Math.min(...pauses())).toBeGreaterThanOrEqual(18);
  });

  test('no pause that a provider wants is longer than the time that is left', async () => {
    const { job } = scripted(refused(429, { 'retry-after': '60' }));
    const began = performance.now();
    const late = runJob(job, never, { ...PACE, maxPauseMs: 60_000, totalMs: 60 }).catch(outcomeOf);
    expect(await late).toBe('timeout_first_content');
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test.each([400, 401, 404])('ends at once with status %d', async (status) => {
    const { job, at } = scripted(refused(status), 'film');
    await expect(runJob(job, never, PACE)).rejects.toMatchObject({ statusCode: status });
    expect(at).toHaveLength(1);
  });

  test('that cannot be handed in is not looked at', async () => {
    const { job, at } = scripted('film');
    await expect(runJob({ ...job, submit: () => Promise.reject(refused(402)) }, never, PACE)).rejects.toThrow(
      WireError,
    );
    expect(at).toEqual([]);
  });

  test('is left in the middle of a pause when the call is stopped', async () => {
    const { job, at } = scripted();
    const stop = new AbortController();
    const running = runJob(job, stop.signal, { ...PACE, firstMs: 5_000, totalMs: 60_000 });
    const began = performance.now();
    setTimeout(() => stop.abort(new Error('stopped')), 20);
    await expect(running).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(at).toEqual([]);
  });
});

describe('a job that nobody waits for any more', () => {
  /** Never done; the requests to drop it do as told. */
  function endless(...answers: (Error | undefined)[]) {
    const dropped: string[] = [];
    const job: Job<string, string> = {
      submit: () => Promise.resolve('ticket'),
      look: () => Promise.resolve(undefined),
      cancel: (ticket) => {
        dropped.push(ticket);
        const answer = answers.shift();
        return answer ? Promise.reject(answer) : Promise.resolve();
      },
    };
    return { job, dropped };
  }
  const soon = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms));

  test('is dropped when the call is stopped, and when it takes too long', async () => {
    const { job, dropped } = endless();
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 20);
    await expect(runJob(job, stop.signal, PACE)).rejects.toThrow();
    await expect(runJob(job, never, { ...PACE, totalMs: 20 })).rejects.toThrow();
    expect(dropped).toEqual(['ticket', 'ticket']);
  });

  test('is dropped when its looks fail, and never when it is done', async () => {
    const { job, dropped } = endless();
    await expect(runJob({ ...job, look: () => Promise.reject(refused(401)) }, never, PACE)).rejects.toThrow();
    expect(dropped).toHaveLength(1);
    expect(await runJob({ ...job, look: () => Promise.resolve('film') }, never, PACE)).toBe('film');
    expect(dropped).toHaveLength(1);
  });

  test('is dropped once it is accepted, where the stop came while it was handed in; nobody waits for that', async () => {
    const { job, dropped } = endless();
    const accepted = Promise.withResolvers<string>();
    const stop = new AbortController();
    const running = runJob({ ...job, submit: () => accepted.promise }, stop.signal, PACE);
    stop.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
    expect(dropped).toEqual([]);
    accepted.resolve('late ticket');
    await soon();
    expect(dropped).toEqual(['late ticket']);
  });

  test('is not handed in at all after the stop, and nothing is dropped that was never accepted', async () => {
    const { job, dropped } = endless();
    await expect(runJob(job, AbortSignal.abort(new Error('stopped')), PACE)).rejects.toThrow('stopped');
    const running = runJob({ ...job, submit: () => Promise.reject(refused(402)) }, never, PACE);
    await expect(running).rejects.toThrow(WireError);
    await soon();
    expect(dropped).toEqual([]);
  });

  test.each([
    ['asked once where the provider says no', [refused(400)], 1],
    ['asked once more after a passing fault, and no more', [new Error('lost'), refused(503), refused(503)], 2],
  ] as const)('the provider is %s', async (_what, answers, times) => {
    const { job, dropped } = endless(...answers);
    await expect(runJob(job, never, { ...PACE, totalMs: 10 })).rejects.toThrow();
    await soon(2_200);
    expect(dropped).toHaveLength(times);
  });

  test('is told of once it is accepted, and called settled when it is done, or dropped, but not without an answer', async () => {
    const settled: string[] = [];
    const accepted = (ticket: string) => () => void settled.push(ticket);
    const { job } = endless(undefined, new Error('lost'), new Error('lost'));
    expect(await runJob({ ...job, accepted, look: () => Promise.resolve('film') }, never, PACE)).toBe('film');
    expect(settled).toEqual(['ticket']);
    for (const times of [2, 2]) {
      await expect(runJob({ ...job, accepted }, never, { ...PACE, totalMs: 10 })).rejects.toThrow();
      await soon(1_200);
      expect(settled).toHaveLength(times);
    }
  });

  test('ends with the stop at once where the provider knows no such request', async () => {
    const stop = new AbortController();
    let until: AbortSignal | undefined;
    const job = {
      submit: (signal: AbortSignal) => ((until = signal), Promise.resolve('ticket')),
      look: () => Promise.resolve(undefined),
    };
    const running = runJob(job, stop.signal, PACE);
    expect(until).toBe(stop.signal);
    stop.abort(new Error('stopped'));
    await expect(running).rejects.toThrow();
  });
});
