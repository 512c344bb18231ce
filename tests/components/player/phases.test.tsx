/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { pressWhenReady } from '../../support/press-when-ready';
import { CLAIM, networkSession, problem, refused, scriptedAds, sessionOf, viewOf } from '../../support/scripted-ads';
import { renderPlayer } from './render-player';

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const press = async (name: string | RegExp) => userEvent.click(await button(name));

describe('a page that is left', () => {
  const leave = (persisted: boolean) =>
    act(() => void fireEvent(window, new PageTransitionEvent('pagehide', { persisted })));

  it('goes on where it was when the browser has kept it for the way back', async () => {
    renderPlayer(scriptedAds({ session: sessionOf([viewOf({ seconds: 60 })]) }), { autoplay: true });
    await press('Pause');
    leave(true);
    await press('Go on');
    expect(await button('Pause')).toBeVisible();
  });
});

describe('an ad of several parts', () => {
  const parts = [viewOf({ id: 'v1', seconds: 0.3 }), viewOf({ id: 'v2', seconds: 30 })];

  it('starts each by a button of its own that says what the whole pays', async () => {
    renderPlayer(scriptedAds({ session: sessionOf(parts) }));
    expect(await screen.findByText('Part 1 of 2')).toBeVisible();
    await pressWhenReady('Start part 1 of 2 for +5 in all');
    expect(await button('Start part 2 of 2 for +5 in all')).toBeVisible();
    expect(screen.getByText('Part 2 of 2')).toBeVisible();
    expect(screen.getByText(/Part 1 of 2 is over/)).toHaveAttribute('role', 'status');
    expect(screen.getByRole('progressbar', { name: 'Ad' })).toHaveAttribute('aria-valuetext', '30 seconds left');
  });
});

describe('an ad without a connection', () => {
  it.each([
    [60, /The time counts again when it is back/],
    [0.2, /You watched it all: it counts as soon as the connection is back/],
  ])('of %s seconds says what becomes of the time', async (seconds, words) => {
    const session = sessionOf([viewOf({ seconds })]);
    renderPlayer(scriptedAds({ session, beat: async () => refused('offline') }), { autoplay: true });
    expect((await screen.findAllByText(words))[0]).toBeVisible();
    expect(screen.getAllByText(words).some((element) => element.getAttribute('role') === 'status')).toBe(true);
  });
});

describe('the question of an ad', () => {
  const question = { text: 'Tea or coffee?', choices: ['Tea', 'Coffee'], reward: 1, answer: null };
  const asking = () => scriptedAds({ session: sessionOf([viewOf({ seconds: 60, question })]) });

  it('comes with the first second, is announced once, and is answered by one tap without a pause', async () => {
    const client = asking();
    renderPlayer(client);
    await button('Start watching');
    expect(screen.queryByText('Tea or coffee?')).toBeNull();
    await pressWhenReady('Start watching');
    expect(await screen.findByRole('group', { name: 'Tea or coffee? Any answer counts.' })).toBeVisible();
    expect(screen.getByText(/A question comes with it/)).toHaveAttribute('role', 'status');
    await press('Coffee');
    expect(await button('Coffee')).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByText('Thank you. +1 credit with your claim.')).toBeVisible();
    expect(screen.getByText('You get +6 credits at the end.')).toBeVisible();
    expect(await button('Pause')).toBeVisible();
    await press('Tea');
    expect(client.given('answer')).toEqual([[{ sessionId: 's1', token: 'secret', viewId: 'v1' }, 1]]);
  });
});

describe('an ad of another company', () => {
  it.each([
    ['blocked', /Your browser blocks this network’s ads/],
    ['no_fill', /No ad of another company came/],
    ['error', /That ad did not open/],
  ] as const)('that is %s gives way to a house ad, with one calm sentence', async (load, sentence) => {
    const client = scriptedAds(networkSession(load).client);
    renderPlayer(client);
    expect(await screen.findAllByText(sentence)).not.toHaveLength(0);
    expect(await button('Start watching')).toBeVisible();
    expect(screen.getByText('House ad')).toBeVisible();
    expect(client.given('fallback')).toEqual([[{ sessionId: 's1', token: 'secret' }, load]]);
  });

  it('opens by its click, is said to be on screen, and a house ad fills the rest of its time', async () => {
    const { client, say } = networkSession('ready');
    renderPlayer(
      scriptedAds({ ...client, session: sessionOf([{ ...client.session.views[0]!, seconds: 60 }], client.session) }),
    );
    await press('Open the ad for +5');
    expect(await screen.findAllByText('The ad is on screen. Its time counts.')).not.toHaveLength(0);
    expect(screen.queryByText('Picture')).toBeNull();
    await act(async () => {
      say('granted');
      say('closed');
    });
    const [shown, said] = await screen.findAllByText(/The ad was shorter than its time/);
    expect(shown).toBeVisible();
    expect(said).toHaveAttribute('role', 'status');
    expect(screen.getByText('Picture')).toBeVisible();
  });

  it('may be passed by for one of the house', async () => {
    renderPlayer(scriptedAds(networkSession('ready').client));
    await press('House ad instead');
    expect(await button('Start watching')).toBeVisible();
  });
});

describe('what becomes of a claim', () => {
  const watched = sessionOf([viewOf({ complete: true, watchedSeconds: 1 })]);

  it('is told once, with what it paid', async () => {
    const onClaimed = jest.fn();
    renderPlayer(scriptedAds({ session: watched }), { onClaimed });
    await act(async () => {});
    expect(onClaimed.mock.calls).toEqual([[CLAIM]]);
  });

  it('is said with its date where it is held, and nothing is taken for paid', async () => {
    const onClaimed = jest.fn();
    renderPlayer(scriptedAds({ session: watched, paid: { ...CLAIM, heldUntil: '2026-12-24T18:00:00.000Z' } }), {
      onClaimed,
    });
    expect(await screen.findByText(/This claim looked unusual/)).toHaveTextContent('Dec 24, 2026, 18:00 UTC');
    expect(onClaimed).not.toHaveBeenCalled();
    expect(await button('Watch another')).toBeVisible();
  });

  it('is said kindly where it was made in another tab, and plainly where it was refused', async () => {
    const elsewhere = renderPlayer(scriptedAds({ session: watched, claim: async () => refused('conflict') }));
    expect(await screen.findByText(/finished in another tab or on another device/)).toBeVisible();
    elsewhere.unmount();
    renderPlayer(scriptedAds({ session: watched, claim: async () => refused('forbidden') }));
    expect(await screen.findByText('This claim was refused')).toBeVisible();
    expect(screen.getByRole('link', { name: 'See your last ads' })).toHaveAttribute('href', '/earn');
  });
});

describe('when nothing can be watched', () => {
  const closed = (answer: ReturnType<typeof refused>) => renderPlayer(scriptedAds({ start: async () => answer }));

  it('says why, counts down to the next ad, and names what costs nothing meanwhile', async () => {
    closed(refused('cap_reached', { status: 429, detail: 'You have earned all today.', retryAfterSeconds: 40_000 }));
    expect(await screen.findByText('That is all for today')).toBeVisible();
    expect(screen.getByText('You have earned all today.')).toBeVisible();
    expect(screen.getByRole('timer')).toHaveTextContent('11 h 6 min');
    expect(screen.getByText(/comes back without a charge/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'All ways to earn' })).toHaveAttribute('href', '/earn');
  });

  it('does not take a pause between two ads for the end of the day', async () => {
    closed(refused('cap_reached', { status: 429, detail: '', retryAfterSeconds: 3_500, pause: true }));
    expect(await screen.findByText('A short pause')).toBeVisible();
    expect(screen.getByRole('timer')).toHaveTextContent('58:20');
    expect(screen.queryByText('That is all for today')).toBeNull();
  });

  it('says that an account has no ads', async () => {
    closed(refused('forbidden', { detail: 'Premium accounts watch no ads.' }));
    expect(await screen.findByText('No ads on this account')).toBeVisible();
    expect(screen.queryByRole('timer')).toBeNull();
  });

  it('leads to where it can go on: signed out, on the ad page, or with a new one', async () => {
    const first = closed(refused('unauthenticated', { status: 401 }));
    expect(await screen.findByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      '/sign-in?next=%2Fearn%2Fwatch%3Fkind%3Dtext',
    );
    first.unmount();
    const second = renderPlayer(scriptedAds({ ...networkSession('ready').client, networkAd: async () => null }));
    expect(await screen.findByRole('link', { name: 'Go on there' })).toHaveAttribute('href', '/earn/watch?kind=text');
    second.unmount();
    closed({ ok: false, problem: problem('ad_expired', { status: 410 }) });
    expect(await button('Try again')).toBeVisible();
  });
});
