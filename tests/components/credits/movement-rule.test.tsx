/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { MovementWhy } from '@/components/credits/movement-why';
import type { Movement } from '@/lib/credits/types';
import { renderWords } from '../../support/render-words';

const RETURNED: Movement = {
  id: '7',
  userId: 'u',
  kind: 'release',
  amount: 5,
  debt: 0,
  charged: 0,
  reason: 'provider_timeout',
  createdAt: '2026-11-20T18:30:00.000Z',
  balanceBefore: 0,
  balanceAfter: 5,
  owedAfter: null,
  ref: { type: 'run', id: 'r' },
  source: null,
  lots: [],
  hold: null,
  uses: null,
  related: [],
};

describe('a movement that brought credits back', () => {
  const addressOf = (change: Partial<Movement>) =>
    renderWords(<MovementWhy movement={{ ...RETURNED, ...change }} />)
      .container.querySelector('a[href^="/refunds"]')
      ?.getAttribute('href');

  it('leads to the rule it came back by', () => {
    expect(addressOf({})).toBe('/refunds#provider_timeout');
    expect(addressOf({ kind: 'settle', amount: 3, charged: 2, reason: 'metered' })).toBe('/refunds#metered');
    expect(addressOf({ kind: 'refund', reason: 'Sorry for the noise.' })).toBe('/refunds#refunded_by_operator');
  });

  it('and no other does', () => {
    expect(addressOf({ kind: 'settle', amount: 0, charged: 5, reason: null })).toBeUndefined();
    expect(addressOf({ kind: 'hold', amount: -5, reason: null })).toBeUndefined();
    expect(addressOf({ kind: 'adjust', reason: 'a gift' })).toBeUndefined();
  });
});

describe('what was taken back of an ad or an offer', () => {
  const told = (change: Partial<Movement>) => {
    const taken = { kind: 'clawback', amount: -5, reason: 'Two tabs at once.', ref: { type: 'ad', id: 'a' } } as const;
    return renderWords(<MovementWhy movement={{ ...RETURNED, ...taken, ...change }} />).container;
  };

  it('is explained, with the operator’s words as a quotation', () => {
    const page = told({});
    expect(page).toHaveTextContent('The reward of this ad was withdrawn, so 5 credits were taken back.');
    expect(page.querySelector('blockquote')).toHaveTextContent('Two tabs at once.');
    expect(told({ debt: 3, amount: -2, owedAfter: 3 })).toHaveTextContent(
      '5 credits were taken back; 3 credits are still owed',
    );
  });

  it('names the advertiser where the network itself took it back', () => {
    const page = told({ ref: { type: 'offer', id: 'o' }, reason: 'reversed_by_network' });
    expect(page).toHaveTextContent('The advertiser withdrew what it had confirmed.');
    expect(page.querySelector('blockquote')).toBeNull();
  });
});
