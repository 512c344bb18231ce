/** @jest-environment jsdom */
import { expect, it } from '@jest/globals';
import type { Plan } from '@/components/tool/plan';
import { AdCount } from '@/components/tool/run-bar';
import { renderWords } from '../../support/render-words';

const FILM_AD = { watchSeconds: 180, reward: 15, dailyCap: 100 };
const watch = (price: number, missing: number): Plan => ({
  action: 'watch',
  price,
  missing,
  offer: { kind: 'video', watchSeconds: 180, reward: 15, count: Math.ceil(missing / 15) },
});

const said = (plan: Plan, price: number) =>
  renderWords(<AdCount plan={plan} price={price} adRule={FILM_AD} />).container.textContent;

it('counts the ads of a dear film, and the days that the limit of each day spreads them over', () => {
  // Six whole ads fit in a day of 100 credits.
  expect(said({ action: 'signIn' }, 600)).toBe(
    'About 40 ads of 3 minutes earn that much. The daily limit on ads spreads that over at least 7 days.',
  );
  expect(said(watch(600, 595), 600)).toBe(
    'You are 595 credits short. That takes 40 ads of 3 minutes each. The daily limit on ads spreads that over at least 7 days.',
  );
});

it('says nothing of days where one is enough', () => {
  expect(said({ action: 'signIn' }, 90)).toBe('About 6 ads of 3 minutes earn that much.');
  expect(said(watch(40, 35), 40)).toBe('You are 35 credits short. That takes 3 ads of 3 minutes each.');
});

it('is silent where one ad pays, and for a run that is free', () => {
  expect(said(watch(15, 10), 15)).toBe('');
  expect(said({ action: 'run', price: 15, free: false }, 15)).toBe('');
  expect(said({ action: 'run', price: 0, free: true }, 600)).toBe('');
});
