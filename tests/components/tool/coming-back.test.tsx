/** @jest-environment ./tests/support/jsdom-with-fetch.mjs */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { json, type HubAnswer } from '../../support/scripted-hub';
import { runView } from '../../support/run-views';
import { button, delta, end, hub, posts, PROCESS, prompt, result, RUN, streams, freshHubs } from './bench-hub';
import { renderBench, RICH } from './render-bench';

freshHubs();

describe('coming back', () => {
  it('finds what was typed before a reload', async () => {
    const first = renderBench();
    await userEvent.type(prompt(), 'Tea');
    first.unmount();
    renderBench();
    await waitFor(() => expect(prompt()).toHaveValue('Tea'));
    expect(screen.getByText(/Your draft is back/)).toBeVisible();
  });

  it('follows a run that was under way, from its beginning', async () => {
    sessionStorage.setItem('megicai:run:text-generation', RUN.id);
    hub.on(`GET /api/runs/${RUN.id}/stream`, streams(delta(5, 'Tea'), delta(8, ' is'), end(9)));
    renderBench();
    expect(await result().findByText('Tea is a drink.')).toBeVisible();
    expect(posts()).toHaveLength(0);
  });

  describe('to a run that was begun elsewhere and is under way', () => {
    const OTHER = '01a1fc10-0fa8-76a5-b639-ec69a0977a99';
    const found = { run: runView({ id: OTHER, status: 'running', output: { text: 'Far' } }), lastId: '3' };
    const aside = () => screen.queryByRole('complementary', { name: 'A run under way' });
    /** The other run says a word and stays open. */
    const goesOn: HubAnswer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-run-id': OTHER });
      response.write(delta(4, ' away'));
    };
    beforeEach(() => hub.on(`GET /api/runs/${OTHER}/stream`, goesOn));

    it('shows it live, and leaves the form free', async () => {
      renderBench({ found });
      expect(await result().findByText('Far away')).toBeVisible();
      expect(aside()).toHaveTextContent('A run of yours is under way.');
      expect(within(aside()!).getByRole('link', { name: 'Follow it' })).toHaveAttribute('href', '#result-title');
      await userEvent.type(prompt(), 'Tea');
      expect(prompt()).toHaveValue('Tea');
      expect(button('Run · 5 credits')).not.toHaveAttribute('aria-disabled');
    });

    it('starts another beside it with what was typed, and shows either one', async () => {
      hub.on(PROCESS, streams(delta(5, 'Tea'), end(9)));
      renderBench({ found });
      expect(await result().findByText('Far away')).toBeVisible();
      await userEvent.type(prompt(), 'Tea');
      await userEvent.click(button(/^Run/));
      expect(await result().findByText('Tea is a drink.')).toBeVisible();
      expect(posts()[0]?.body).toMatchObject({ input: { prompt: 'Tea' } });
      expect(prompt()).toHaveValue('Tea');
      expect(aside()).toHaveTextContent('Your other run goes on by itself.');
      hub.on(`GET /api/runs/${OTHER}/stream`, streams(delta(2, 'Far'), delta(4, ' and near'), delta(6, '.')));
      await userEvent.click(button('Follow it'));
      expect(await result().findByText('Far and near.')).toBeVisible();
      expect(prompt()).toHaveValue('Tea');
      expect(sessionStorage.getItem('megicai:run:text-generation')).toBe(OTHER);
      expect(hub.requests.filter(({ path }) => path.endsWith('/cancel'))).toHaveLength(0);
    });

    it('loses it from sight by no refusal: it can still be followed', async () => {
      hub.on(PROCESS, json(503, { code: 'provider_unavailable', status: 503, title: 'No', detail: 'No.' }));
      renderBench({ found });
      expect(await result().findByText('Far away')).toBeVisible();
      await userEvent.type(prompt(), 'Tea');
      await userEvent.click(button(/^Run/));
      await waitFor(() => expect(aside()).toHaveTextContent('Your other run goes on by itself.'));
      await userEvent.click(button('Follow it'));
      expect(await result().findByText(/away/)).toBeVisible();
      expect(aside()).toHaveTextContent('A run of yours is under way.');
    });

    it('keeps it on screen where nothing was typed to begin another with', async () => {
      renderBench({ found });
      expect(await result().findByText('Far away')).toBeVisible();
      await userEvent.click(button(/^Run/));
      expect(result().getByText('Far away')).toBeVisible();
      expect(posts()).toHaveLength(0);
    });
  });

  it('forgets a run that is gone', async () => {
    sessionStorage.setItem('megicai:run:text-generation', RUN.id);
    renderBench();
    expect(await result().findByText('Your result appears here')).toBeVisible();
    await waitFor(() => expect(sessionStorage.getItem('megicai:run:text-generation')).toBeNull());
  });

  it('runs a draft that comes back from an ad at once, under the key of the draft', async () => {
    hub.on(PROCESS, streams(end(9)));
    renderBench({
      autoRunKey: 'draft-1',
      draft: { input: { prompt: 'Tea' }, options: { length: 'gone' }, provider: 'nobody', model: 'auto' },
    });
    expect(await result().findByText('Tea is a drink.')).toBeVisible();
    expect(posts()[0]?.headers['idempotency-key']).toBe('draft-1');
    expect(posts()[0]?.body).toMatchObject({
      input: { prompt: 'Tea' },
      options: { length: 'short' },
      provider: 'auto',
    });
  });

  describe('an ad that has a page of its own', () => {
    const POOR = { ...RICH, available: 0, adPlace: 'page' as const };
    const watch = () => button(/^Watch .*1.minute ad/);

    it('is gone to by the plain way of the form, with what was typed and no ad in place', async () => {
      const sent: FormData[] = [];
      renderBench({ viewer: POOR, action: async (form) => void sent.push(form) });
      await userEvent.type(prompt(), 'Tea');
      await userEvent.click(watch());
      await waitFor(() => expect(sent).toHaveLength(1));
      expect(sent[0]?.get('input.prompt')).toBe('Tea');
      expect(sent[0]?.get('toolId')).toBe('text-generation');
      expect(hub.requests.filter(({ path }) => path.startsWith('/api/ads'))).toHaveLength(0);
    });

    it('is not gone to with a form that nothing could run', async () => {
      const sent: FormData[] = [];
      renderBench({ viewer: POOR, action: async (form) => void sent.push(form) });
      await userEvent.click(watch());
      expect(sent).toHaveLength(0);
    });

    it('is offered again, and not begun by itself, to who comes back without having watched', async () => {
      const first = renderBench({ viewer: POOR });
      await userEvent.type(prompt(), 'Tea');
      await userEvent.click(watch());
      first.unmount();
      renderBench({ viewer: POOR });
      await waitFor(() => expect(prompt()).toHaveValue('Tea'));
      expect(watch()).toBeVisible();
      expect(hub.requests.filter(({ path }) => path.startsWith('/api/ads'))).toHaveLength(0);
    });

    it('pays for the run that was pressed, past the cache where that was asked for', async () => {
      hub.on(PROCESS, streams(delta(5, 'Tea'), end(9)));
      sessionStorage.setItem(
        'megicai:ad:text-generation',
        JSON.stringify({ offer: { ...POOR.ad, count: 1 }, fresh: true }),
      );
      const draft = { input: { prompt: 'Tea' }, options: {}, provider: 'auto', model: 'auto' };
      renderBench({ viewer: { ...POOR, available: 5 }, draft, autoRunKey: 'draft-1' });
      expect(await result().findByText('Tea is a drink.')).toBeVisible();
      expect(posts()[0]?.body).toMatchObject({ fresh: true, input: { prompt: 'Tea' } });
    });
  });
});
