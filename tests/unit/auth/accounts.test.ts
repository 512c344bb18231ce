import { cookieNames, normalizeEmail, ownAddress, registerSchema, sealToken, tokenInCookie } from '@/lib/auth';
import { hashPassword, passwordFits } from '@/lib/auth/passwords';

describe('mail addresses', () => {
  test.each([
    [' Ada@Example.ORG ', 'ada@example.org'],
    ['a.d.a+news@gmail.com', 'ada@gmail.com'],
    ['A.da@GoogleMail.com', 'ada@gmail.com'],
    ['ada+news@example.org', 'ada+news@example.org'],
    ['ａｄａ@example.org', 'ada@example.org'],
  ])('%p is the account %p', (typed, account) => expect(normalizeEmail(typed)).toBe(account));
});

describe('what an account may be opened with', () => {
  const paths = (input: unknown) =>
    registerSchema.safeParse(input).error?.issues.map((issue) => issue.path.join('.')) ?? [];

  test.each([
    [9, false],
    [10, true],
    [256, true],
    [257, false],
  ])('a password of %d characters: %p', (length, accepted) => {
    const input = { email: 'ada@example.org', password: 'x'.repeat(length) };
    expect(paths(input)).toEqual(accepted ? [] : ['password']);
  });

  test.each(['', 'ada', 'ada@', `${'a'.repeat(250)}@example.org`])('refuses %p as a mail address', (email) => {
    expect(paths({ email, password: 'correct horse' })).toContain('email');
  });
});

describe('passwords', () => {
  test('are kept as argon2id at the OWASP minimum', async () => {
    expect(await hashPassword('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('fit only themselves, and nobody has the decoy', async () => {
    const hash = await hashPassword('correct horse');
    expect(await passwordFits('correct horse', hash)).toBe(true);
    expect(await passwordFits('Correct horse', hash)).toBe(false);
    expect(await passwordFits('nobody has this password', null)).toBe(false);
  });
});

describe('cookies', () => {
  test('have __Host- names where the hub is on https, and plain ones elsewhere', () => {
    expect(cookieNames({ APP_URL: 'https://hub.example' })).toMatchObject({
      secure: true,
      session: '__Host-next-auth.session-token',
    });
    expect(cookieNames({ NEXTAUTH_URL: 'https://hub.example' }).secure).toBe(true);
    expect(cookieNames({ APP_URL: 'http://192.168.1.4:3000' })).toMatchObject({
      secure: false,
      session: 'next-auth.session-token',
    });
    expect(cookieNames({}).secure).toBe(false);
  });

  test('carry a token that only the same secret opens', async () => {
    const user = { id: 'id', email: 'ada@example.org', name: null };
    const sealed = await sealToken('the token', user, 'one secret of this test');
    expect(sealed).not.toContain('the token');
    expect(await tokenInCookie(`${sealed}x`, 'one secret of this test')).toBeNull();
    expect(await tokenInCookie(sealed, 'another secret of it')).toBeNull();
    expect(await tokenInCookie(sealed, 'one secret of this test')).toBe('the token');
  });
});

test.each([
  ['/runs', 'https://hub.example/runs'],
  ['https://hub.example/x?y=1', 'https://hub.example/x?y=1'],
  ['https://evil.example/', 'https://hub.example'],
  ['//evil.example', 'https://hub.example'],
  ['javascript:alert(1)', 'https://hub.example'],
  ['http://[', 'https://hub.example'],
])('signing in from %p goes on to %p', (asked, gone) => expect(ownAddress(asked, 'https://hub.example')).toBe(gone));
