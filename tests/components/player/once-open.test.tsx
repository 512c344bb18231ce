/** @jest-environment jsdom */
import { expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { OnceOpen } from '@/app/(hub)/earn/watch/once-open';

const page = (isClosed: boolean) => <OnceOpen closed={isClosed && 'That is all for today'}>You have 5 more</OnceOpen>;

it('keeps what says that a claim was paid when that claim has reached the cap', () => {
  const { rerender } = render(page(false));
  rerender(page(true));
  expect(screen.getByText('You have 5 more')).toBeVisible();
});

it('opens a page that was closed when its day has come, and a new one is closed', () => {
  const { rerender } = render(page(true));
  expect(screen.getByText('That is all for today')).toBeVisible();
  rerender(page(false));
  expect(screen.getByText('You have 5 more')).toBeVisible();
});
