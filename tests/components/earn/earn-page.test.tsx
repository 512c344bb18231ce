/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { EarnPage, type EarnPageProps } from '@/components/earn/earn-page';
import type { PastAd } from '@/components/earn/types';
import type { OwnOffer } from '@/lib/ads/types';
import { renderWords } from '../../support/render-words';

const PROPS: EarnPageProps = {
  ways: [
    { kind: 'text', watchSeconds: 60, reward: 5, parts: 1, leftToday: 15, place: 'inline' },
    { kind: 'image', watchSeconds: 120, reward: 10, parts: 4, leftToday: 0, place: 'inline' },
  ],
  today: { earned: 25, cap: 100, remaining: 75 },
  extras: { question: { reward: 1 }, watchOn: { watchSeconds: 30, reward: 3 } },
  bonus: null,
  activeKind: null,
  cooldownSeconds: 10,
  premium: false,
  otherNetworks: false,
  past: [],
  offers: [],
  bonusLeft: 0,
  offersUrl: null,
  wait: null,
  reset: '3 h 12 min',
};

const show = (change: Partial<EarnPageProps> = {}) => renderWords(<EarnPage {...PROPS} {...change} />);

const past = (change: Partial<PastAd>): PastAd => ({
  ...{ id: '1', kind: 'text', state: 'claimed', reward: 5, paid: 5, taken: 0, bonus: false, heldUntil: null },
  createdAt: '2026-11-20T18:30:00.000Z',
  ...change,
});

const offer = (change: Partial<OwnOffer>): OwnOffer => ({
  ...{ id: change.state ?? 'o', name: 'Tower & Co', state: 'paid', amount: 100, heldUntil: null },
  receivedAt: '2026-11-20T18:30:00.000Z',
  ...change,
});

describe('offers of other companies', () => {
  const STATES = ['paid', 'waiting', 'refused', 'withdrawn', 'reversed', 'capped', 'nothing'] as const;
  const list = () => within(screen.getByRole('region', { name: 'Your last offers' }));

  it('are listed with what became of each, in words; one that waits says until when', () => {
    const heldUntil = '2026-11-21T18:30:00.000Z';
    show({ offers: STATES.map((state) => offer({ state, ...(state === 'waiting' && { heldUntil }) })) });
    const rows = list().getAllByRole('listitem');
    expect(rows.map((row) => row.textContent?.match(/Tower & Co(Paid|[A-Z][a-z]+(?: [a-z]+)*)/)?.[1])).toEqual([
      ...['Paid', 'In review', 'Refused', 'Withdrawn', 'Taken back', 'Over the limit', 'Nothing to pay'],
    ]);
    expect(rows[0]).toHaveTextContent(/\+100/);
    expect(rows[1]).toHaveTextContent(/Paid by .*2026.* unless it is refused/);
    expect(new Set(rows.map((row) => row.textContent)).size).toBe(STATES.length);
  });

  it('have no place where there are none, and a word where they cannot be read', () => {
    show();
    expect(screen.queryByRole('region', { name: 'Your last offers' })).toBeNull();
    show({ offers: null });
    expect(list().getByText(/cannot be shown right now/)).toBeInTheDocument();
    show({ offers: [offer({ name: null })], premium: true });
    expect(screen.getByText('An offer')).toBeInTheDocument();
  });
});

describe('the ways to earn', () => {
  it('show time, parts, reward and what is left before anything plays', () => {
    show();
    expect(screen.getByRole('link', { name: 'Watch a text ad' })).toHaveAttribute('href', '/earn/watch?kind=text');
    expect(screen.getByText(/15 more today/)).toHaveTextContent('1 minute · 15 more today');
    expect(screen.getByText(/none left today/)).toHaveTextContent('2 minutes in 4 parts');
    expect(screen.getByText('+5 credits')).toBeInTheDocument();
  });

  it('close a kind that no longer fits under the cap, and say when it opens', () => {
    show();
    expect(screen.queryByRole('link', { name: 'Watch an image ad' })).toBeNull();
    expect(screen.getByText('New at 00:00 UTC')).toBeInTheDocument();
  });

  it('tell how much of the day is earned, when it begins anew, and that others share the limit', () => {
    const { unmount } = show();
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '25 of 100 credits');
    expect(screen.getByText(/The count starts anew/)).toHaveTextContent('in 3 h 12 min');
    expect(screen.queryByText(/Somebody on your device/)).toBeNull();
    unmount();
    show({ today: { earned: 25, cap: 100, remaining: 0 } });
    expect(screen.getByText(/That is all for today/)).toHaveTextContent('Somebody on your device or network');
  });

  it('lead back to an ad under way, or say how long the pause still is', () => {
    const { unmount } = show({ activeKind: 'text', wait: '0:05' });
    expect(screen.getByRole('link', { name: 'Go on watching' })).toHaveAttribute('href', '/earn/watch?kind=text');
    unmount();
    show({ wait: '0:05' });
    expect(screen.getByText('Next ad in 0:05')).toBeInTheDocument();
  });

  it('say what an ad can pay on top, and offer to watch on while that is open', () => {
    const { unmount } = show();
    expect(screen.getByRole('heading', { name: 'One tap on a question' })).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /seconds more/ })).toBeNull();
    unmount();
    show({ bonus: { kind: 'image', watchSeconds: 30, reward: 3 } });
    expect(screen.getByRole('link', { name: 'Watch 30 seconds more for +3' })).toHaveAttribute(
      'href',
      '/earn/watch?kind=image&bonus=1',
    );
  });

  it('are silent about what no rule pays', () => {
    show({ extras: { question: null, watchOn: null } });
    expect(screen.queryByText('On top of an ad')).toBeNull();
  });

  it('say what a blocker does, where ads of others can come', () => {
    const { unmount } = show();
    expect(screen.queryByText(/A blocker may stop/)).toBeNull();
    unmount();
    show({ otherNetworks: true, ways: PROPS.ways.map((way) => ({ ...way, place: 'page' as const })) });
    expect(screen.getByText(/A blocker may stop/)).toHaveTextContent('it pays the same');
    expect(screen.getByText(/Ads open on a page of their own/)).toBeInTheDocument();
  });

  it('lead to the wall of offers where there is one, in a tab of its own', () => {
    const { unmount } = show();
    expect(screen.queryByRole('link', { name: /See the offers/ })).toBeNull();
    unmount();
    show({ offersUrl: 'https://offers.example/wall?user=1' });
    const link = screen.getByRole('link', { name: /See the offers/ });
    expect(link).toHaveAttribute('href', 'https://offers.example/wall?user=1');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  });

  it('show no ad to an account that pays for none', () => {
    show({ premium: true });
    expect(screen.queryByRole('link', { name: /Watch/ })).toBeNull();
    expect(screen.getByText(/Your account has no ads/)).toBeInTheDocument();
  });

  it('show the welcome bonus while some of it is left', () => {
    const { unmount } = show();
    expect(screen.queryByText('Welcome bonus')).toBeNull();
    unmount();
    show({ bonusLeft: 3 });
    expect(screen.getByText('3 credits')).toBeInTheDocument();
  });
});

describe('the last ads', () => {
  it('say in words what became of each', () => {
    show({
      past: [
        past({ id: '1' }),
        past({ id: '2', state: 'delayed', paid: null, heldUntil: '2026-11-22T18:30:00.000Z' }),
        past({ id: '3', state: 'refused', paid: null }),
        past({ id: '4', state: 'reversed', taken: 5 }),
        past({ id: '5', state: 'expired', paid: null, bonus: true }),
      ],
    });
    const rows = within(screen.getByRole('region', { name: 'Your last ads' })).getAllByRole('listitem');
    expect(rows[0]).toHaveTextContent('Text adPaid');
    expect(rows[1]).toHaveTextContent(/In review.*Paid by Nov 22, 2026, 18:30 UTC/);
    expect(rows[2]).toHaveTextContent(/Refused.*did not look like a person/);
    expect(rows[3]).toHaveTextContent(/Taken back.*payment was withdrawn/);
    expect(rows[4]).toHaveTextContent(/Text ad, watched on.*Ran out/);
  });

  it('are told apart from none, and from not being readable', () => {
    const { unmount } = show();
    expect(screen.getByText(/No ads yet/)).toBeInTheDocument();
    unmount();
    show({ past: null });
    expect(screen.getByText(/cannot be shown right now/)).toBeInTheDocument();
  });
});
