import { describe, expect, it } from '@jest/globals';
import { onwardPath, readOnward, sameSitePath, withOnward } from '@/components/auth/onward';

const DRAFT = '01a1fc0e-2b66-72b1-96ae-8e79911c5052';

describe('sameSitePath', () => {
  it.each(['/credits', '/tool/summarize?from=1', '/runs#top'])('keeps %s', (path) => {
    expect(sameSitePath(path)).toBe(path);
  });

  it.each([
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'credits',
    '/%0d%0a/\nSet-Cookie: a=b',
  ])('sends %p to the gallery', (path) => {
    expect(sameSitePath(path)).toBe('/');
  });

  it('does not let dots climb out into another host', () => {
    expect(sameSitePath('/..//evil.example')).not.toMatch(/^\/\//);
  });
});

describe('the way on', () => {
  it('carries a draft of ours and drops what is none', () => {
    expect(onwardPath(readOnward('/tool/summarize', DRAFT))).toBe(`/tool/summarize?draft=${DRAFT}`);
    expect(onwardPath(readOnward('/tool/summarize', '"><script>'))).toBe('/tool/summarize');
  });

  it('keeps both on the way to the other form', () => {
    expect(withOnward('/sign-up', { next: '/tool/rewrite', draft: DRAFT })).toBe(
      `/sign-up?next=%2Ftool%2Frewrite&draft=${DRAFT}`,
    );
    expect(withOnward('/sign-up', { next: '/' })).toBe('/sign-up');
  });
});
