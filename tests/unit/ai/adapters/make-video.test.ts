import { deliverVideo, fetchFile } from '@/lib/ai/adapters/make-video';
import { nearestRatio } from '@/lib/ai/adapters/aspect-ratio';
import { providerFetch } from '@/lib/ai/adapters/provider-fetch';
import { startWireHttp, type WireHttp } from '../../../support/wire/wire-http';

const never = new AbortController().signal;

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
