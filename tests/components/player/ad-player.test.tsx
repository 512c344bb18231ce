/** @jest-environment ./tests/support/jsdom-with-fetch.mjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CLAIM } from '../../support/scripted-ads';
import { pressWhenReady } from '../../support/press-when-ready';
import { json, openHub, sse, type HubRequest, type ScriptedHub } from '../../support/scripted-hub';
import { runView } from '../../support/run-views';
import { renderBench, RICH } from '../tool/render-bench';

const POOR = { ...RICH, available: 0, ad: { kind: 'text' as const, watchSeconds: 1, reward: 5 } };
const WATCH = /Watch a 1-second ad, get 5 credits, then run/;

const PAID = { ...CLAIM, available: 5 };

let hub: ScriptedHub;
let visibility: DocumentVisibilityState;
let focused: boolean;

function session(views: { id: string; seconds: number; watchedSeconds?: number }[] = [{ id: 'v1', seconds: 1 }]) {
  return {
    ...{ id: 's1', token: 'secret', kind: 'text', network: 'house', tier: 'house', client: null, bonus: false },
    ...{ reward: 5, expiresAt: '2030-01-01T00:00:00Z' },
    watchSeconds: views.reduce((sum, view) => sum + view.seconds, 0),
    views: views.map((view) => ({
      creative: { id: 'coins', kind: 'text', scenes: 4 },
      ...{ network: 'house', granted: false, question: null, watchedSeconds: 0 },
      complete: (view.watchedSeconds ?? 0) >= view.seconds,
      positionSeconds: view.watchedSeconds ?? 0,
      ...view,
    })),
  };
}

/** Counts as the server does: what a beat gained, no more than passed since the last one. */
function countBeats(seconds: number) {
  const counted = new Map<string, { position: number; watched: number }>();
  hub.on('POST /api/ads/progress', (request, response) => {
    const viewId = String(request.body.viewId);
    const position = Number(request.body.positionSeconds);
    const last = counted.get(viewId) ?? { position, watched: 0 };
    const watched = Math.min(seconds, last.watched + Math.max(0, position - last.position));
    counted.set(viewId, { position: Math.max(position, last.position), watched });
    const total = [...counted.values()].reduce((sum, view) => sum + view.watched, 0);
    const answer = { watchedSeconds: total, requiredSeconds: seconds, viewSeconds: watched };
    return json(200, { ...answer, viewComplete: watched >= seconds })(request, response);
  });
}

const asked = (path: string): HubRequest[] => hub.requests.filter((request) => request.path === path);

function setVisible(state: DocumentVisibilityState) {
  visibility = state;
  fireEvent(document, new Event('visibilitychange'));
}

beforeEach(async () => {
  hub = await openHub();
  localStorage.clear();
  sessionStorage.clear();
  visibility = 'visible';
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility });
  focused = true;
  document.hasFocus = () => focused;
  hub.on('POST /api/ads/start', json(201, { session: session() }));
  hub.on('POST /api/ads/claim', json(200, PAID));
  hub.on('POST /api/process-request', (_request, response) => {
    const run = runView();
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-run-id': run.id });
    response.end(sse(9, { type: 'data-run', data: run }));
  });
});
afterEach(async () => {
  cleanup();
  await hub.close();
});

async function press() {
  await userEvent.type(screen.getByLabelText('What should it write?'), 'Tea');
  await userEvent.click(screen.getByRole('button', { name: WATCH }));
}

// The ads run in real time: a busy machine may take seconds over what comes at once on another.
configure({ asyncUtilTimeout: 10_000 });

describe('an ad watched in place', () => {
  it('plays, claims, and the run starts by itself with what was typed', async () => {
    countBeats(1);
    renderBench({ viewer: POOR });
    await press();
    expect(await screen.findByText('House ad')).toBeVisible();
    expect(screen.getByRole('progressbar', { name: 'Ad' })).toBeVisible();
    expect(await screen.findByText('Tea is a drink.', {}, { timeout: 30_000 })).toBeVisible();
    expect(screen.getByLabelText('What should it write?')).toHaveValue('Tea');
    expect(asked('/api/ads/claim')).toHaveLength(1);
    expect(asked('/api/process-request')[0]?.body).toMatchObject({ input: { prompt: 'Tea' } });
  });

  it('sends no amount and no duration, only where it stands', async () => {
    countBeats(1);
    renderBench({ viewer: POOR });
    await press();
    await screen.findByText('Tea is a drink.', {}, { timeout: 30_000 });
    expect(asked('/api/ads/start')[0]?.body).toEqual({ kind: 'text', place: 'inline' });
    expect(Object.keys(asked('/api/ads/claim')[0]?.body ?? {}).sort()).toEqual(['sessionId', 'token']);
  });

  it('stands still while the page is hidden and goes on when it is back', async () => {
    hub.on('POST /api/ads/start', json(201, { session: session([{ id: 'v1', seconds: 60 }]) }));
    countBeats(60);
    renderBench({ viewer: POOR });
    await press();
    await waitFor(() => expect(asked('/api/ads/progress').length).toBeGreaterThan(0));
    setVisible('hidden');
    expect(await screen.findAllByText(/Paused while this page is not in front/)).not.toHaveLength(0);
    await waitFor(() => expect(asked('/api/ads/progress')).toHaveLength(2));
    const before = Number(asked('/api/ads/progress')[1]?.body.positionSeconds);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    setVisible('visible');
    await waitFor(() => expect(asked('/api/ads/progress').length).toBeGreaterThan(2));
    expect(Number(asked('/api/ads/progress')[2]?.body.positionSeconds) - before).toBeLessThan(1.5);
  });

  it('stands still while another window is in front, though the page can be seen', async () => {
    hub.on('POST /api/ads/start', json(201, { session: session([{ id: 'v1', seconds: 60 }]) }));
    countBeats(60);
    renderBench({ viewer: POOR });
    await press();
    await waitFor(() => expect(asked('/api/ads/progress').length).toBeGreaterThan(0));
    focused = false;
    fireEvent(window, new Event('blur'));
    expect(await screen.findAllByText(/Paused while this page is not in front/)).not.toHaveLength(0);
    focused = true;
    fireEvent(window, new Event('focus'));
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeVisible();
  });

  it('pauses and goes on by button, and is left without losing the prompt', async () => {
    hub.on('POST /api/ads/start', json(201, { session: session([{ id: 'v1', seconds: 60 }]) }));
    countBeats(60);
    renderBench({ viewer: POOR });
    await press();
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    expect(screen.getAllByText(/Paused. The time stands still/)).not.toHaveLength(0);
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByText('House ad')).toBeNull();
    expect(screen.getByLabelText('What should it write?')).toHaveValue('Tea');
    expect(asked('/api/process-request')).toHaveLength(0);
  });

  it('asks for a click of its own for the second view, and goes on from where a session stands', async () => {
    const views = [
      { id: 'v1', seconds: 30, watchedSeconds: 30 },
      { id: 'v2', seconds: 1 },
    ];
    hub.on('POST /api/ads/start', json(200, { session: session(views) }));
    sessionStorage.setItem(
      'megicai:ad:text-generation',
      JSON.stringify({ offer: { ...POOR.ad, count: 1 }, fresh: false }),
    );
    countBeats(1);
    renderBench({ viewer: POOR, draft: { input: { prompt: 'Tea' }, options: {}, provider: 'auto', model: 'auto' } });
    await pressWhenReady('Start part 2 of 2 for +5 in all');
    expect(await screen.findByText('Tea is a drink.', {}, { timeout: 30_000 })).toBeVisible();
    expect(asked('/api/ads/progress').every((request) => request.body.viewId === 'v2')).toBe(true);
  });

  it('goes on for the seconds that the server misses', async () => {
    countBeats(1);
    let claims = 0;
    hub.on('POST /api/ads/claim', (request, response) => {
      claims += 1;
      const answer = claims === 1 ? json(409, { code: 'ad_not_watched', missingSeconds: 0.5 }) : json(200, PAID);
      return answer(request, response);
    });
    renderBench({ viewer: POOR });
    await press();
    expect(await screen.findByText('Tea is a drink.', {}, { timeout: 30_000 })).toBeVisible();
    expect(claims).toBe(2);
  });

  it('claims again when the answer was lost', async () => {
    countBeats(1);
    let claims = 0;
    hub.on('POST /api/ads/claim', (request, response) => {
      claims += 1;
      if (claims === 1) return void response.destroy();
      return json(200, { ...PAID, repeated: true })(request, response);
    });
    renderBench({ viewer: POOR });
    await press();
    expect(await screen.findByText('Tea is a drink.', {}, { timeout: 30_000 })).toBeVisible();
  });

  it('plays one after the other, each by its own click, where one does not cover the run', async () => {
    hub.on('POST /api/ads/start', (request, response) =>
      json(201, { session: session([{ id: `v${hub.requests.length}`, seconds: 1 }]) })(request, response),
    );
    countBeats(1);
    renderBench({ viewer: { ...POOR, debt: 5 } });
    await userEvent.type(screen.getByLabelText('What should it write?'), 'Tea');
    await userEvent.click(screen.getByRole('button', { name: /Watch 2 ads/ }));
    expect(await screen.findByText('Ad 1 of 2')).toBeVisible();
    expect(await screen.findByText('Ad 2 of 2', {}, { timeout: 30_000 })).toBeVisible();
    expect(asked('/api/process-request')).toHaveLength(0);
    await pressWhenReady('Start watching');
    expect(await screen.findByText('Tea is a drink.', {}, { timeout: 30_000 })).toBeVisible();
    expect(asked('/api/ads/claim')).toHaveLength(2);
  });

  it('waits out a short cool-down and says how long', async () => {
    let starts = 0;
    hub.on('POST /api/ads/start', (request, response) => {
      starts += 1;
      const answer =
        starts === 1 ? json(429, { code: 'rate_limited' }, { 'retry-after': '1' }) : json(201, { session: session() });
      return answer(request, response);
    });
    countBeats(1);
    renderBench({ viewer: POOR });
    await press();
    expect(await screen.findByText('The next ad opens in 1 second.')).toBeVisible();
    expect(screen.getByText(/after a short pause, by itself/)).toHaveAttribute('role', 'status');
    expect(await screen.findByText('Tea is a drink.', {}, { timeout: 30_000 })).toBeVisible();
  });

  it('says when the cap of the day is reached, and what else there is', async () => {
    hub.on(
      'POST /api/ads/start',
      json(429, { code: 'cap_reached', detail: 'Come back after midnight UTC.' }, { 'retry-after': '40000' }),
    );
    renderBench({ viewer: POOR });
    await press();
    expect(await screen.findByText('Come back after midnight UTC.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'All ways to earn' })).toHaveAttribute('href', '/earn');
  });
});
