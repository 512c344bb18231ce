import { deliverVideo, fetchFile, runJob, type JobPace } from '@/lib/ai/adapters/make-video';
import { nearestRatio } from '@/lib/ai/adapters/aspect-ratio';
import { providerFetch } from '@/lib/ai/adapters/provider-fetch';
import { CallFailure } from '@/lib/ai/chain/failure';
import { WireError } from '@/lib/ai/wire/wire-error';
import { startWireHttp, type WireHttp } from '../../../support/wire/wire-http';
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
    const pace: JobPace = { firstMs: 10, growth: 2, maxMs: 40, totalMs: 2_000 };
    expect(await runJob(job, never, pace)).toBe('film');
    expect(at).toHaveLength(4);
    for (const [index, least] of [19, 39, 39].entries()) expect(pauses()[index]).toBeGreaterThanOrEqual(least);
  });

  test('is not waited for without end', async () => {
    const { job, at } = scripted();
    const error: unknown = await runJob(job, never, { firstMs: 5, growth: 1, maxMs: 5, totalMs: 60 }).catch(
      (one: unknown) => one,
    );
    expect(outcomeOf(error)).toBe('timeout_first_content');
    expect(at.length).toBeLessThan(15);
  });

  test('is looked at again after a passing fault, not sooner than the provider wants and no later than the longest pause', async () => {
    const { job, pauses } = scripted(
      refused(429, { 'retry-after': '0.05' }),
      refused(503, { 'retry-after': '60' }),
      'film',
    );
    expect(await runJob(job, never, { ...PACE, maxMs: 80 })).toBe('film');
    expect(pauses()[0]).toBeGreaterThanOrEqual(48);
    expect(pauses()[1]).toBeGreaterThanOrEqual(78);
    expect(pauses()[1]).toBeLessThan(1_000);
  });

  test('ends with the third fault in a row; a look that works lets it start anew', async () => {
    const fault = () => new Error('lost');
    expect(await runJob(scripted(fault(), fault(), undefined, fault(), fault(), 'film').job, never, PACE)).toBe('film');
    await expect(runJob(scripted(fault(), fault(), fault(), 'film').job, never, PACE)).rejects.toThrow('lost');
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
    const running = runJob(job, stop.signal, { firstMs: 5_000, growth: 1, maxMs: 5_000, totalMs: 60_000 });
    const began = performance.now();
    setTimeout(() => stop.abort(new Error('stopped')), 20);
    await expect(running).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(at).toEqual([]);
  });
});

describe('files of providers', () => {
  let server: WireHttp;
  beforeAll(async () => {
    server = await startWireHttp((reply) => {
      const { path } = reply.heard;
      if (path === '/there') return reply.bytes('video/webm', Buffer.from('film'));
      if (path === '/unnamed') return reply.bytes('application/octet-stream', Buffer.from('film'));
      if (path === '/page') return reply.bytes('text/html', Buffer.from('film'));
      const location = path === '/moved' ? '/there' : '/moved';
      reply.response.writeHead(path === '/error' ? 500 : 302, { location });
      // Without a length, so that only counting tells how much it is.
      for (let index = 0; index < 300; index += 1) reply.response.write('x'.repeat(1_000));
      reply.response.end();
    });
  });
  afterAll(() => server.close());

  const at = (path: string) => ({ url: server.url + path, maxBytes: 1_000 });

  test('one redirect is followed, without the key; a second is not', async () => {
    server.heard.splice(0);
    const film = await fetchFile({ ...at('/moved'), headers: { authorization: 'Bearer key' } }, never);
    expect(await film.text()).toBe('film');
    expect(server.heard.map(({ headers }) => headers.authorization)).toEqual(['Bearer key', undefined]);
    await expect(fetchFile(at('/twice'), never)).rejects.toMatchObject({ statusCode: 302 });
  });

  test('too large by its own word, or by count', async () => {
    const tooLarge = { outcome: 'too_large' };
    await expect(fetchFile({ ...at('/there'), maxBytes: 3 }, never)).rejects.toMatchObject(tooLarge);
    const count = await startWireHttp((reply) => {
      reply.response.writeHead(200, { 'content-type': 'video/mp4' });
      for (let index = 0; index < 10; index += 1) reply.response.write('x'.repeat(1_000));
      reply.response.end();
    });
    await expect(fetchFile({ url: count.url, maxBytes: 5_000 }, never)).rejects.toMatchObject(tooLarge);
    await count.close();
  });

  test('a file that never comes is not waited for once the call is stopped, and nobody sends it any more', async () => {
    const silent = await startWireHttp(() => {});
    const stop = new AbortController();
    const waiting = fetchFile({ url: silent.url, maxBytes: 10 }, stop.signal);
    const heard = await silent.waitFor(() => true);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await silent.waitFor(() => heard.aborted);
    await silent.close();
  });

  test('an error’s body is read up to a limit, and its status tells', async () => {
    const ask = providerFetch({ signal: never, maxBytes: 10 });
    await expect(ask(`${server.url}/error`)).rejects.toMatchObject({ statusCode: 500, data: undefined });
  });

  test('a film has a type of film, or is bytes that nobody has named', async () => {
    const files: { mediaType: string; seconds?: number }[] = [];
    const call = { signal: never, onFile: (file: (typeof files)[number]) => void files.push(file) };
    await deliverVideo(call, at('/there'), 4);
    await deliverVideo(call, at('/unnamed'), 4);
    expect(files.map(({ mediaType, seconds }) => [mediaType, seconds])).toEqual([
      ['video/webm', 4],
      ['video/mp4', 4],
    ]);
    await expect(deliverVideo(call, at('/page'), 4)).rejects.toMatchObject({ outcome: 'bad_response' });
  });
});

test.each([
  [1024, 1024, '1:1'],
  [1920, 1080, '16:9'],
  [1280, 800, '16:9'],
  [720, 1280, '9:16'],
  [1024, 768, '4:3'],
] as const)('%d x %d is nearest to %s', (width, height, ratio) => {
  expect(nearestRatio({ width, height }, ['1:1', '16:9', '9:16', '4:3'])).toBe(ratio);
});
