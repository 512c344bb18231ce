import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerUnservable, isServable, keepTarget } from '../../../scripts/serve/request-target.mjs';

const asked = (url: string, method = 'GET', host: string | undefined = 'hub.test') =>
  isServable({ method, url, headers: host === undefined ? {} : { host } });

describe('a request that Next can serve', () => {
  it.each(['/', '/tool/a%20b', '/api/runs?q=%', '/%E2%82%AC', '/a//b'])('is %s', (url) => {
    expect(asked(url)).toBe(true);
  });

  it.each(['/api/tools/%ff', '/tool/%', '/%E0%A4%A', '*', 'http://evil.test/runs', 'hub.test:443', ''])(
    'is not %j',
    (url) => {
      expect(asked(url)).toBe(false);
    },
  );

  it('has a method that pages or the contract know, and a host that is one', () => {
    expect(['TRACE', 'PROPFIND', 'CONNECT'].map((method) => asked('/', method))).toEqual([false, false, false]);
    expect(['[::', '%', 'a b'].map((host) => asked('/', 'GET', host))).toEqual([false, false, false]);
    expect(isServable({ method: 'GET', url: '/', headers: {} })).toBe(true);
  });
});

describe('the address as it came', () => {
  const kept = (url: string, claimed?: string) => {
    const headers: Record<string, string> = claimed === undefined ? {} : { 'x-request-target': claimed };
    keepTarget({ url, headers });
    return headers['x-request-target'];
  };

  it('is kept for callbacks, whose bytes are signed', () => {
    const url = "/api/ads/callbacks/admob?a=b%2fc+d&&x='%41&bare";
    expect(kept(url)).toBe(url);
    expect(kept(url, '/api/ads/callbacks/admob?a=other')).toBe(url);
  });

  it('is nothing that a caller can claim elsewhere', () => {
    expect(kept('/api/ads/status', '/api/ads/callbacks/admob?a=1')).toBeUndefined();
    expect(kept('/', 'x')).toBeUndefined();
  });
});

describe('the answer to one it cannot', () => {
  let server: Server;
  afterEach(() => server.close());

  it('is a problem with a request id', async () => {
    server = createServer((_request, response) => answerUnservable(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({ code: 'not_found', requestId: response.headers.get('x-request-id') });
  });
});
