/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { EarnPage } from '@/components/earn/earn-page';
import { renderWords } from '../../support/render-words';

const PROPS: Parameters<typeof EarnPage>[0] = {
  ways: [
    { kind: 'text', watchSeconds: 60, reward: 5, leftToday: 15 },
    { kind: 'image', watchSeconds: 120, reward: 10, leftToday: 0 },
  ],
  today: { earned: 25, cap: 100, remaining: 75 },
  activeKind: null,
  waitSeconds: 0,
  cooldownSeconds: 10,
  bonusLeft: 0,
};

describe('the ways to earn', () => {
  it('show time, reward and what is left before anything plays', () => {
    renderWords(<EarnPage {...PROPS} />);
    expect(screen.getByRole('link', { name: 'Watch a text ad' })).toHaveAttribute('href', '/earn/watch?kind=text');
    expect(screen.getByText('15 more today')).toBeInTheDocument();
    expect(screen.getByText('+5 credits')).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '25 of 100 credits');
  });

  it('close a kind that no longer fits under the cap, and say when it opens', () => {
    renderWords(<EarnPage {...PROPS} />);
    expect(screen.queryByRole('link', { name: 'Watch an image ad' })).toBeNull();
    expect(screen.getByText('New at 00:00 UTC')).toBeInTheDocument();
  });

  it('lead back to an ad under way, or say how long the pause still is', () => {
    const { unmount } = renderWords(<EarnPage {...PROPS} activeKind="text" waitSeconds={5} />);
    expect(screen.getByRole('link', { name: 'Go on watching' })).toHaveAttribute('href', '/earn/watch?kind=text');
    unmount();
    renderWords(<EarnPage {...PROPS} waitSeconds={1} />);
    expect(screen.getByText('Next ad in 1 second')).toBeInTheDocument();
  });

  it('show the welcome bonus while some of it is left', () => {
    const { unmount } = renderWords(<EarnPage {...PROPS} />);
    expect(screen.queryByText('Welcome bonus')).toBeNull();
    unmount();
    renderWords(<EarnPage {...PROPS} bonusLeft={3} />);
    expect(screen.getByText('3 credits')).toBeInTheDocument();
  });
});
