import { describe, expect, it } from '@jest/globals';
import { addressMark } from '@/lib/risk/address';
import { DISPOSABLE_DOMAINS } from '@/lib/risk/disposable-domains';
import { isDisposable, mailboxOf } from '@/lib/risk/mail-shape';

describe('what an address says of somebody', () => {
  it('is nothing for loopback, private, link-local and carriers’ shared ones', () => {
    const silent = ['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.1', '192.168.1.9', '169.254.1.1', '0.0.0.0'];
    const shared = ['100.64.0.1', '100.127.9.9'];
    const six = ['::', '::1', 'fe80::1', 'fd00::5', 'fc12::1', '::ffff:192.168.0.1'];
    for (const address of [...silent, ...shared, ...six, 'nonsense', null]) expect(addressMark(address)).toBeNull();
  });

  it('is a whole IPv4 address, and of IPv6 what one home has', () => {
    expect(addressMark('100.63.0.1')).toBe('100.63.0.1');
    expect(addressMark('172.32.0.1')).toBe('172.32.0.1');
    expect(addressMark('2001:db8:12:34:56:78:9a:bc')).toBe('2001:db8:12:34');
    expect(addressMark('2001:0DB8:0012:0034::1')).toBe('2001:db8:12:34');
    expect(addressMark('2001:db8::1')).toBe('2001:db8:0:0');
  });
});

describe('the mailbox behind a mail address', () => {
  it.each([
    ['Ann+ads@Example.test', 'ann@example.test'],
    ['ann.lee+1@gmail.com', 'annlee@gmail.com'],
    ['a.n.n.l.e.e@googlemail.com', 'annlee@gmail.com'],
    ['ann.lee@example.test', 'ann.lee@example.test'],
    ['+odd@example.test', '+odd@example.test'],
  ])('%s is %s', (email, mailbox) => {
    expect(mailboxOf(email)).toBe(mailbox);
  });

  it('is throw-away at known services, their subdomains and those an operator adds', () => {
    expect(isDisposable('x@mailinator.com', [])).toBe(true);
    expect(isDisposable('x@eu.Mailinator.com', [])).toBe(true);
    expect(isDisposable('x@notmailinator.org', [])).toBe(false);
    expect(isDisposable('x@example.test', [])).toBe(false);
    expect(isDisposable('x@sub.example.test', ['example.test'])).toBe(true);
    for (const real of ['gmail.com', 'outlook.com', 'gmx.de', 'proton.me', 'icloud.com', 'qq.com'])
      expect(DISPOSABLE_DOMAINS.has(real)).toBe(false);
    for (const domain of DISPOSABLE_DOMAINS) expect(domain).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
  });
});
