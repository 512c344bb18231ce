/** @jest-environment jsdom */
import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { Callbacks } from '@/components/admin/ads/callbacks';
import { CALLBACK_OUTCOMES, OFFER_REVIEWS, type CallbackView } from '@/lib/ads/types';
import { renderWords } from '../../support/render-words';

const told = (change: Partial<CallbackView>): CallbackView => ({
  ...{ id: JSON.stringify(change), network: 'offerwall', event: 'credit', externalId: 'tx-1', sessionId: null },
  ...{
    userId: 'u',
    outcome: 'paid',
    amount: 5,
    review: null,
    heldUntil: null,
    offer: null,
    receivedAt: '2026-11-20T18:30:00.000Z',
  },
  ...change,
});

it('says what a network told, what became of it, and leads to the ledger where something moved', () => {
  const items = [
    told({ offer: 'Tower & Co' }),
    told({ event: 'reversal', outcome: 'taken' }),
    told({ network: 'admob', event: 'view', outcome: 'paid', sessionId: 's-1' }),
    told({ outcome: 'capped', amount: 0 }),
  ];
  renderWords(<Callbacks items={items} labels={{ offerwall: 'Offer wall' }} />);
  const [credit, reversal, view, capped] = screen.getAllByRole('listitem');
  expect(credit).toHaveTextContent(/Offer wall: an offer was completed · Tower & Co.*\+5.*Paid/);
  expect(reversal).toHaveTextContent(/an offer was withdrawn.*[-−]5.*Taken back/);
  expect(view).toHaveTextContent(/admob: a view was watched/);
  expect(capped).toHaveTextContent('Nothing: a cap of the day');
  const links = screen.getAllByRole('link', { name: 'In the ledger' }).map((link) => link.getAttribute('href'));
  expect(links).toEqual(['/admin/ledger?find=tx-1', '/admin/ledger?find=tx-1', '/admin/ledger?find=s-1']);
});

it('says of a credit that was held what became of it, and shows credits as moved only once they are', () => {
  const heldUntil = '2026-11-21T18:30:00.000Z';
  const held = (review: NonNullable<CallbackView['review']>) =>
    told({ outcome: 'held', review, heldUntil: review === 'waiting' ? heldUntil : null });
  renderWords(<Callbacks items={OFFER_REVIEWS.map(held)} labels={{}} />);
  const [waiting, paid, refused, withdrawn] = screen.getAllByRole('listitem');
  expect(waiting).toHaveTextContent(/Held: looked at first.*paid .*2026/);
  expect(paid).toHaveTextContent(/\+5.*Held, then paid/);
  expect(refused).toHaveTextContent('Held, then refused');
  expect(withdrawn).toHaveTextContent('Held, then withdrawn by its network');
  for (const row of [waiting, refused, withdrawn]) expect(row).not.toHaveTextContent('+5');
  expect(screen.getAllByRole('link', { name: 'In the ledger' })).toHaveLength(1);
});

it('has words for every outcome, and for none at all', () => {
  renderWords(<Callbacks items={CALLBACK_OUTCOMES.map((outcome) => told({ outcome, amount: 0 }))} labels={{}} />);
  expect(screen.getAllByRole('listitem')).toHaveLength(CALLBACK_OUTCOMES.length);
  renderWords(<Callbacks items={[]} labels={{}} />);
  expect(screen.getByText(/No network has told anything so far/)).toBeInTheDocument();
});
