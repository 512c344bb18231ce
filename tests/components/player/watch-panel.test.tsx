/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WatchPanel, type WatchPanelProps } from '@/components/ads/player/watch-panel';
import { renderWords } from '../../support/render-words';
import { CLAIM, scriptedAds, sessionOf, viewOf, type ScriptedAds } from '../../support/scripted-ads';

const watched = sessionOf([viewOf({ complete: true, watchedSeconds: 1 })]);
const BONUS = { ...CLAIM, bonus: { kind: 'text' as const, watchSeconds: 30, reward: 3 } };

function show(client: ScriptedAds, props: Partial<WatchPanelProps> = {}) {
  document.hasFocus = () => true;
  return renderWords(
    <WatchPanel
      {...{ client, kind: 'text', reward: 5, watchSeconds: 1, count: 1, thenRun: false, onReady: null }}
      draw={() => null}
      onBalanceChanged={() => {}}
      {...props}
    />,
  );
}

describe('after a claim', () => {
  it('says what came in, to where the focus is, and offers to watch on beside going on', async () => {
    const client = scriptedAds({ session: watched, paid: BONUS });
    show(client);
    expect(await screen.findByRole('heading', { name: '12 credits ready to use' })).toBeVisible();
    expect(screen.getByRole('heading').closest('[tabindex="-1"]')).toHaveFocus();
    expect(screen.getByRole('button', { name: 'Watch another' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Watch 30 seconds more for +3' }));
    await waitFor(() => expect(client.given('start')).toHaveLength(2));
    expect(client.given('start')[1]).toEqual({ kind: 'text', place: 'page', bonus: true });
  });

  it('offers no other ad where the day pays none', async () => {
    show(scriptedAds({ session: watched, paid: { ...BONUS, bonus: null, dayOver: true } }));
    expect(await screen.findByText('That is all that ads pay you today. More tomorrow.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Watch another' })).toBeNull();
    expect(screen.getByRole('link', { name: 'To the tools' })).toBeVisible();
  });

  it.each([
    [-120, 1],
    [120, 0],
  ])('with its top at %s px is brought into sight %s times', async (top, times) => {
    const brought = jest.spyOn(HTMLElement.prototype, 'scrollIntoView').mockReturnValue();
    const place = jest.spyOn(HTMLElement.prototype, 'getBoundingClientRect');
    place.mockReturnValue(new DOMRect(0, 120, 350, 200));
    const client = scriptedAds({ session: watched, paid: BONUS });
    show(client);
    brought.mockClear();
    place.mockReturnValue(new DOMRect(0, top, 350, 200));
    await screen.findByRole('heading', { name: '12 credits ready to use' });
    expect(brought).toHaveBeenCalledTimes(times);
  });

  it('offers nothing on top where nothing is there', async () => {
    show(scriptedAds({ session: watched }));
    await screen.findByRole('heading', { name: '12 credits ready to use' });
    expect(screen.queryByRole('button', { name: /seconds more/ })).toBeNull();
  });

  it('goes on to the run that waits at once, bonus or not', async () => {
    const onReady = jest.fn();
    const client = scriptedAds({ session: watched, paid: BONUS });
    show(client, { thenRun: true, onReady });
    await waitFor(() => expect(onReady).toHaveBeenCalledTimes(1));
    expect(screen.queryByText(/ready to use/)).toBeNull();
    // Nothing is asked for while the page is being left.
    expect(client.given('start')).toHaveLength(1);
  });

  it('does not take a bonus for one of the ads that the run needs', async () => {
    const onReady = jest.fn();
    const client = scriptedAds({ session: watched, paid: BONUS });
    show(client, { thenRun: true, onReady, count: 2 });
    await userEvent.click(await screen.findByRole('button', { name: 'Watch 30 seconds more for +3' }));
    expect(await screen.findByText(/One more ad to go/)).toBeVisible();
    expect(onReady).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Next ad' }));
    await waitFor(() => expect(onReady).toHaveBeenCalledTimes(1));
  });

  it('opens as a bonus where the page says so', async () => {
    const client = scriptedAds({ session: sessionOf([viewOf()], { bonus: true, reward: 3 }) });
    show(client, { bonus: true });
    expect(await screen.findByText('Bonus')).toBeVisible();
    expect(client.given('start')[0]).toMatchObject({ bonus: true });
  });
});
