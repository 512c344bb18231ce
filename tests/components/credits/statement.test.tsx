/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { Balance } from '@/components/credits/balance';
import { Lots } from '@/components/credits/lots';
import { Statement } from '@/components/credits/statement';
import type { StatementEntry } from '@/lib/credits/types';
import { renderWords } from '../../support/render-words';

const entry = (change: Partial<StatementEntry>): StatementEntry => ({
  ...{
    id: '1-1',
    kind: 'grant',
    amount: 5,
    balanceAfter: 5,
    reason: null,
    source: 'ad',
    createdAt: '2026-11-20T18:30:00.000Z',
  },
  ref: { type: 'ad', id: 'a1' },
  ...change,
});

describe('the statement', () => {
  it('says each movement in plain words, with sign and balance', () => {
    renderWords(<Statement entries={[entry({})]} newerHref={null} olderHref={null} />);
    const line = screen.getByRole('listitem');
    expect(line).toHaveTextContent('Earned with an ad');
    expect(line).toHaveTextContent('+5 credits');
    expect(line).toHaveTextContent('5 left');
  });

  it('links a run, gives its refund the reason, and leaves an operator’s words as they are', () => {
    const refund = entry({
      id: '2-1',
      kind: 'release',
      source: null,
      ref: { type: 'run', id: 'r1' },
      reason: 'provider_unavailable',
    });
    const gift = entry({
      id: '3-1',
      kind: 'adjust',
      source: null,
      ref: { type: 'admin', id: 'x' },
      reason: 'Sorry for <b>Friday</b>',
    });
    renderWords(<Statement entries={[refund, gift]} newerHref={null} olderHref={null} />);
    expect(screen.getByRole('link', { name: 'A run was refunded' })).toHaveAttribute('href', '/runs/r1');
    expect(screen.getByText('No provider could answer.')).toBeInTheDocument();
    expect(screen.getByText('Sorry for <b>Friday</b>')).toBeInTheDocument();
  });

  it('says that nothing moved, and pages by links', () => {
    const { unmount } = renderWords(<Statement entries={[]} newerHref={null} olderHref={null} />);
    expect(screen.getByText('Nothing has moved yet.')).toBeInTheDocument();
    expect(screen.queryByRole('navigation')).toBeNull();
    unmount();
    renderWords(<Statement entries={[entry({})]} newerHref="/credits" olderHref="/credits?cursor=9-1" />);
    const pages = within(screen.getByRole('navigation', { name: 'Pages of the statement' }));
    expect(pages.getByRole('link', { name: 'Older' })).toHaveAttribute('href', '/credits?cursor=9-1');
    expect(pages.getByRole('link', { name: 'Newest' })).toHaveAttribute('href', '/credits');
  });
});

describe('the balance', () => {
  it('is silent about nothing held and nothing owed', () => {
    renderWords(<Balance credits={{ available: 5, held: 0, debt: 0 }} />);
    expect(screen.queryByText(/Set aside/)).toBeNull();
    expect(screen.queryByText(/owed/)).toBeNull();
  });

  it('tells what is held and what is owed', () => {
    renderWords(<Balance credits={{ available: 1242.5, held: 5, debt: 3 }} />);
    expect(screen.getByText('1,242.5')).toBeInTheDocument();
    expect(screen.getByText(/Set aside for runs under way/)).toBeInTheDocument();
    expect(screen.getByText('3 credits are owed')).toBeInTheDocument();
  });
});

describe('the lots', () => {
  it('stand in their order, with their end or without one', () => {
    renderWords(
      <Lots
        lots={[
          { source: 'ad', remaining: 5, expiresAt: '2027-02-18T23:59:59.999Z' },
          { source: 'admin', remaining: 10, expiresAt: null },
        ]}
      />,
    );
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent('Watched adsUntil Feb 18, 2027');
    expect(second).toHaveTextContent('From the operatorDoes not expire');
  });
});
