/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { Shell } from '@/components/layout/shell';
import { themeFrom } from '@/components/layout/theme';
import type { Viewer } from '@/components/layout/types';
import { renderWords } from '../../support/render-words';

const ADA: Viewer = { name: null, email: 'ada@example.org', admin: false, available: 12.5, unread: 0 };
const actions = { setTheme: async () => undefined, signOut: async () => undefined };

const show = (viewer: Viewer | null) =>
  renderWords(
    <Shell appName="MegicAI" viewer={viewer} theme="dark" actions={actions}>
      <h1>Page</h1>
    </Shell>,
  );

describe('the shell', () => {
  it('offers guests the two ways in and nothing personal', () => {
    show(null);
    const header = within(screen.getByRole('banner'));
    expect(header.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in');
    expect(header.getByRole('link', { name: 'Create account' })).toHaveAttribute('href', '/sign-up');
    expect(screen.queryByRole('navigation', { name: 'Sections' })).toBeNull();
    expect(screen.queryByText('Sign out')).toBeNull();
  });

  it('keeps the credits in sight and four places within reach of a thumb', () => {
    show(ADA);
    expect(screen.getByRole('link', { name: /Your credits: .*12.5 credits/ })).toHaveAttribute('href', '/credits');
    const bar = within(screen.getByRole('navigation', { name: 'Sections' }));
    expect(bar.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/',
      '/earn',
      '/runs',
      '/credits',
    ]);
  });

  it('shows the console to operators alone', () => {
    const { unmount } = show(ADA);
    expect(screen.queryByText('Operator console')).toBeNull();
    unmount();
    show({ ...ADA, admin: true });
    expect(screen.getByText('Operator console')).toHaveAttribute('href', '/admin');
  });

  it('has one main place, which the skip link can reach, and one of each landmark', () => {
    show(ADA);
    expect(screen.getByRole('main')).toHaveAttribute('id', 'main');
    expect(screen.getAllByRole('contentinfo')).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Dark', pressed: true })).toBeInTheDocument();
  });
});

describe('the theme cookie', () => {
  it.each([
    ['light', 'light'],
    ['dark', 'dark'],
    ['system', undefined],
    ['"><script>', undefined],
    [undefined, undefined],
  ])('reads %p as %p', (value, theme) => {
    expect(themeFrom(value)).toBe(theme);
  });
});
