/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { Balance } from '@/components/credits/balance';
import { Expiring } from '@/components/credits/expiring';
import { Lots } from '@/components/credits/lots';
import { Statement } from '@/components/credits/statement';
import { monthsSince, statementView, timeOf } from '@/components/credits/statement-address';
import type { Subject } from '@/components/credits/types';
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
    debt: 0,
    link: '/credits/movements/1',
    createdAt: '2026-11-20T18:30:00.000Z',
  },
  ref: { type: 'ad', id: 'a1' },
  ...change,
});

describe('the statement', () => {
  it('says each movement in plain words, with sign and balance', () => {
    renderWords(<Statement entries={[entry({})]} newerHref={null} olderHref={null} />);
    const line = screen.getByRole('listitem');
    expect(screen.getByRole('region', { name: 'Nov 20, 2026' })).toContainElement(line);
    expect(screen.getByRole('link', { name: 'Earned with an ad' })).toHaveAttribute('href', '/credits/movements/1');
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
    expect(screen.getByRole('link', { name: 'Details of: A run was refunded, 5' })).toHaveAttribute(
      'href',
      '/credits/movements/1',
    );
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

describe('what a movement was about', () => {
  const hold = entry({ kind: 'hold', source: null, amount: -5, balanceAfter: 0, ref: { type: 'run', id: 'r1' } });
  const run: Subject = {
    ...{ type: 'run', toolName: 'Write text', kind: 'text', title: 'A lighthouse', deleted: false, model: null },
    ...{ status: 'succeeded', quoted: 5, charged: 5, refunded: 0, createdAt: hold.createdAt },
  };

  it('names the run’s tool and what was typed', () => {
    renderWords(<Statement entries={[hold]} subjects={{ 'run:r1': run }} newerHref={null} olderHref={null} />);
    expect(screen.getByText('Write text · “A lighthouse”')).toBeInTheDocument();
  });

  it('sends people to the explanation when they have deleted the run', () => {
    const subjects = { 'run:r1': { ...run, deleted: true, title: '' } };
    renderWords(<Statement entries={[hold]} subjects={subjects} newerHref={null} olderHref={null} />);
    expect(screen.getByText('Write text · You deleted this run')).toBeInTheDocument();
    expect(screen.getByRole('link')).toHaveAttribute('href', '/credits/movements/1');
  });

  it('names the ad: its length, its kind and who showed it', () => {
    const ad: Subject = {
      ...{ type: 'ad', kind: 'video', network: 'house', watchSeconds: 180, watchedSeconds: 180, claimedAt: null },
    };
    renderWords(<Statement entries={[entry({})]} subjects={{ 'ad:a1': ad }} newerHref={null} olderHref={null} />);
    expect(screen.getByText('3-minute video ad · shown by this site')).toBeInTheDocument();
  });

  it('says what was taken back of ads and offers, and why', () => {
    const watched = { watchSeconds: 60, watchedSeconds: 60, claimedAt: null };
    const ad: Subject = { type: 'ad', kind: 'text', network: 'house', ...watched };
    const taken = (change: Partial<StatementEntry>) => entry({ kind: 'clawback', source: null, amount: -5, ...change });
    const rows = [
      taken({ reason: 'Two tabs at once.' }),
      taken({ id: '2-1', ref: { type: 'offer', id: 'o1' }, reason: 'reversed_by_network' }),
      taken({ id: '3-1', ref: { type: 'payment', id: 'p1' } }),
    ];
    renderWords(<Statement entries={rows} subjects={{ 'ad:a1': ad }} newerHref={null} olderHref={null} />);
    const [first, second, third] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent('Taken back: the reward of an ad');
    expect(first).toHaveTextContent('Two tabs at once.');
    expect(second).toHaveTextContent('Taken back: the reward of an offer');
    expect(second).toHaveTextContent('The advertiser withdrew what it had confirmed.');
    expect(third).toHaveTextContent('Taken back: what had brought them was undone');
  });

  it('says what paid a debt and what became one', () => {
    const rows = [
      entry({ debt: -2, amount: 3 }),
      entry({ id: '2-1', kind: 'clawback', source: null, amount: 0, debt: 4 }),
    ];
    renderWords(<Statement entries={rows} newerHref={null} olderHref={null} />);
    expect(screen.getByText('2 of it paid what you owed')).toBeInTheDocument();
    expect(screen.getByText('4 became a debt')).toBeInTheDocument();
  });
});

describe('the filters', () => {
  it('are links and a form whose answers are addresses, and the file has the same choice', () => {
    const view = { kind: 'earned', month: '2026-11' } as const;
    renderWords(
      <Statement entries={[]} view={view} months={['2026-11', '2026-10']} newerHref={null} olderHref={null} />,
    );
    const kinds = within(screen.getByRole('navigation', { name: 'Kinds of movements' }));
    expect(kinds.getByRole('link', { name: 'Earned' })).toHaveAttribute('aria-current', 'page');
    expect(kinds.getByRole('link', { name: 'Returned' })).toHaveAttribute(
      'href',
      '/credits?kind=returned&month=2026-11',
    );
    expect(kinds.getByRole('link', { name: 'All' })).toHaveAttribute('href', '/credits?month=2026-11');
    expect(screen.getByLabelText('Month')).toHaveValue('2026-11');
    expect(screen.getByRole('link', { name: 'Download CSV' })).toHaveAttribute(
      'href',
      '/api/credits/ledger.csv?kind=earned&from=2026-11-01T00%3A00%3A00.000Z&to=2026-12-01T00%3A00%3A00.000Z',
    );
    expect(screen.getByText('Nothing of that kind in this time.')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Show everything' })).toHaveAttribute('href', '/credits');
  });

  it('leave out of an address what makes no sense', () => {
    expect(statementView('all', '2026-13')).toEqual({ kind: undefined, month: undefined });
    expect(statementView('spent', '2026-02')).toEqual({ kind: 'spent', month: '2026-02' });
    expect(timeOf({ month: '2026-12' })).toEqual({ from: '2026-12-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' });
  });

  it('offer the months since the first movement', () => {
    const now = new Date('2026-02-28T12:00:00Z');
    expect(monthsSince('2025-12-31T23:59:59.000Z', now)).toEqual(['2026-02', '2026-01', '2025-12']);
    expect(monthsSince(null, now, '2024-05')).toEqual(['2026-02', '2024-05']);
  });
});

describe('what expires soon', () => {
  const now = new Date('2026-11-16T09:00:00Z');
  const lot = (remaining: number, expiresAt: string | null) => ({ source: 'ad' as const, remaining, expiresAt });

  it('is said with its day, once for all of one day', () => {
    const lots = [
      lot(7, '2026-11-20T23:59:59.999Z'),
      lot(5, '2026-11-20T23:59:59.999Z'),
      lot(9, '2027-01-01T23:59:59.999Z'),
    ];
    renderWords(<Expiring lots={lots} now={now} />);
    expect(screen.getByText('12 credits expire on Friday: use them or lose them.')).toBeInTheDocument();
  });

  it('names what goes first when the days differ', () => {
    renderWords(<Expiring lots={[lot(2, '2026-11-16T23:59:59.999Z'), lot(5, '2026-11-20T23:59:59.999Z')]} now={now} />);
    expect(
      screen.getByText('7 credits expire within 7 days, 2 of them today: use them or lose them.'),
    ).toBeInTheDocument();
  });

  it('is silent about what stays', () => {
    const { container } = renderWords(<Expiring lots={[lot(5, null), lot(5, '2026-11-24T23:59:59.999Z')]} now={now} />);
    expect(container).toBeEmptyDOMElement();
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

  it('beyond six are there on demand', () => {
    const lots = Array.from({ length: 9 }, (_, index) => ({
      source: 'ad' as const,
      remaining: index + 1,
      expiresAt: null,
    }));
    renderWords(<Lots lots={lots} />);
    const more = screen.getByText('and 3 more').closest('details')!;
    expect(more).not.toHaveAttribute('open');
    expect(within(more).getAllByRole('listitem', { hidden: true })).toHaveLength(3);
    expect(screen.getAllByRole('list', { hidden: true })[0]!.children).toHaveLength(6);
  });
});
