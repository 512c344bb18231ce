/** @jest-environment jsdom */
import { afterEach, expect, it } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { AdminFrame } from '@/components/admin/admin-frame';
import { CONSOLE_PAGES, consoleHref } from '@/components/admin/console-pages';
import { renderWords } from '../../support/render-words';

afterEach(cleanup);

const at = (pathname: string, waiting = 0) =>
  renderWords(
    <PathnameContext.Provider value={pathname}>
      <AdminFrame waiting={waiting}>the page</AdminFrame>
    </PathnameContext.Provider>,
  );

const summary = () => document.querySelector('summary');

it.each([
  ['/admin', 'Overview'],
  ['/admin/ledger', 'Ledger'],
  ['/admin/ledger/transactions/7', 'Ledger'],
  ['/admin/modelsmith', 'Overview'],
])('at %s the folded menu is called by the page one is on: %s', (pathname, name) => {
  at(pathname);
  expect(summary()).toHaveTextContent(`Console${name}`);
  expect(document.querySelector('details')).not.toHaveAttribute('open');
});

it('leads to every page from the side and from the menu, and marks the current one in both', () => {
  at('/admin/margins');
  const lists = screen.getAllByRole('list', { hidden: true });
  expect(lists).toHaveLength(2);
  for (const list of lists) {
    const links = within(list).getAllByRole('link', { hidden: true });
    expect(links.map((link) => link.getAttribute('href'))).toEqual(CONSOLE_PAGES.map(consoleHref));
    expect(
      links.filter((link) => link.getAttribute('aria-current') === 'page').map(({ textContent }) => textContent),
    ).toEqual(['Earnings']);
  }
});

it('tells on the folded menu how many reports wait, and nothing when none does', () => {
  at('/admin', 3);
  expect(summary()).toHaveTextContent('3 reports are waiting');
  cleanup();
  at('/admin', 0);
  expect(summary()).not.toHaveTextContent('waiting');
});
