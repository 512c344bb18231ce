import { normalizeProxyHeaders, trustedAddress } from '../../../scripts/serve/client-address.mjs';

describe('the address we believe', () => {
  it.each([
    ['no proxy is trusted', '203.0.113.9', '1.1.1.1, 2.2.2.2', 0, '203.0.113.9'],
    ['one proxy: what it saw', '10.0.0.1', '6.6.6.6, 203.0.113.9', 1, '203.0.113.9'],
    ['two proxies: what the outer one saw', '10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    ['a proxy that wrote nothing', '10.0.0.1', '', 1, '10.0.0.1'],
    ['fewer entries than proxies', '10.0.0.1', '203.0.113.9', 3, '203.0.113.9'],
    ['IPv4 inside IPv6', '::ffff:203.0.113.9', '', 0, '203.0.113.9'],
  ])('%s', (_rule, socket, header, hops, expected) => {
    expect(trustedAddress(socket, header, hops)).toBe(expected);
  });

  it('is the only one left in the headers, whatever else a caller claims', () => {
    const request = {
      socket: { remoteAddress: '203.0.113.9' },
      headers: {
        'x-forwarded-for': '1.1.1.1',
        'x-real-ip': '1.1.1.1',
        forwarded: 'for=1.1.1.1',
        'x-forwarded-host': 'evil.test',
        host: 'hub.test',
      },
    };
    normalizeProxyHeaders(request, 0);
    expect(request.headers).toEqual({ 'x-forwarded-for': '203.0.113.9', host: 'hub.test' });
  });

  it('keeps what a trusted proxy says about host and protocol', () => {
    const request = {
      socket: { remoteAddress: '10.0.0.1' },
      headers: { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' },
    };
    normalizeProxyHeaders(request, 1);
    expect(request.headers).toEqual({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' });
  });
});
