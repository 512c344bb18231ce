/** @jest-environment ./tests/support/jsdom-with-fetch.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { QUOTE_DELAY_MS } from '@/components/tool/use-quote';
import { json } from '../../support/scripted-hub';
import { button, end, hub, posts, PROCESS, prompt, result, streams, freshHubs } from './bench-hub';
import { renderBench, TOOL } from './render-bench';

freshHubs();

// Keys follow each other in one turn: the pause the price waits for lies after the typing, never inside it.
const user = userEvent.setup({ delay: null });

describe('a price that depends on what is typed', () => {
  const QUOTE = 'POST /api/tools/text-generation/quote';
  const METER = { rule: 'metered' as const, perThousandOutputTokens: 2, floor: 0.1, ceiling: 9 };
  const METERED = {
    ...TOOL,
    models: TOOL.models.map((model) => ({ ...model, price: 8, pricing: METER })),
    autoPrice: 8,
    autoPricing: METER,
  };
  const quoteOf = (price: number, pricing: object = METER) =>
    json(200, { price, cachedPrice: 0, available: 20, ad: null, pricing });
  const quotes = () => hub.requests.filter((request) => request.path === '/api/tools/text-generation/quote');

  it('is asked of nobody while the price is flat and the text short', async () => {
    renderBench();
    await user.type(prompt(), 'Tea');
    await new Promise((resolve) => setTimeout(resolve, QUOTE_DELAY_MS + 100));
    expect(quotes()).toHaveLength(0);
    expect(button('Run · 5 credits')).toBeVisible();
  });

  it('stands there as the most it can be, and is asked once when typing pauses', async () => {
    hub.on(QUOTE, quoteOf(1.25));
    renderBench({ tool: METERED });
    expect(button('Run · up to 8 credits')).toBeVisible();
    expect(screen.getByText('This run, at most')).toBeVisible();
    expect(screen.getByRole('option', { name: 'Chat · up to 8 credits' })).toBeInTheDocument();
    await user.type(prompt(), 'Tea');
    expect(await screen.findByRole('button', { name: 'Run · up to 1.25 credits' })).toBeVisible();
    expect(quotes()).toHaveLength(1);
    expect(quotes()[0]?.body).toMatchObject({ input: { prompt: 'Tea' }, options: { length: 'short' } });
  });

  it('stays while it is asked anew, and goes back to the list with another model', async () => {
    hub.on(QUOTE, quoteOf(1.25));
    renderBench({ tool: { ...METERED, models: [METERED.models[0]!, TOOL.models[1]!] } });
    await user.type(prompt(), 'Tea');
    await screen.findByRole('button', { name: 'Run · up to 1.25 credits' });
    const asked = Promise.withResolvers<void>();
    hub.on(QUOTE, async (request, response) => {
      await asked.promise;
      await quoteOf(1.5)(request, response);
    });
    await user.type(prompt(), ' time');
    await waitFor(() => expect(quotes().length).toBeGreaterThan(1));
    expect(button('Run · up to 1.25 credits')).toBeVisible();
    asked.resolve();
    expect(await screen.findByRole('button', { name: 'Run · up to 1.5 credits' })).toBeVisible();
    await user.selectOptions(screen.getByLabelText('Model'), 'deepseek/chat');
    expect(button('Run · 2 credits')).toBeVisible();
  });

  it('of a long text is the server’s word', async () => {
    hub.on(QUOTE, quoteOf(7.5, { rule: 'flat', price: 5, input: { characters: 15, covered: 10 } }));
    renderBench({ tool: { ...TOOL, coveredCharacters: 10 } });
    await user.type(prompt(), 'Tea for two, ok');
    expect(await screen.findByRole('button', { name: 'Run · up to 7.5 credits' })).toBeVisible();
  });

  it('is waited for by a fast press, and run at once when it is no higher than what stood there', async () => {
    hub.on(QUOTE, quoteOf(8));
    hub.on(PROCESS, streams(end(9)));
    renderBench({ tool: METERED });
    await user.type(prompt(), 'Tea');
    await user.click(button(/^Run/));
    await waitFor(() => expect(posts()).toHaveLength(1));
  });

  it('is asked once where the press and the pause in typing both want it, however slow the network is', async () => {
    hub.on(QUOTE, async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, QUOTE_DELAY_MS + 200));
      await quoteOf(8)(request, response);
    });
    hub.on(PROCESS, streams(end(9)));
    renderBench({ tool: METERED });
    await user.type(prompt(), 'Tea');
    await user.click(button(/^Run/));
    await waitFor(() => expect(posts()).toHaveLength(1), { timeout: 20_000 });
    expect(quotes()).toHaveLength(1);
    expect(screen.queryByText(/cannot reach the server/)).toBeNull();
  });

  it('is shown before it is paid: a higher one wants a press of its own', async () => {
    hub.on(QUOTE, quoteOf(9));
    hub.on(PROCESS, streams(end(9)));
    renderBench({ tool: METERED });
    await user.type(prompt(), 'Tea');
    await user.dblClick(button(/^Run/));
    const dearer = await screen.findByRole('button', { name: 'Run · up to 9 credits' });
    expect(posts()).toHaveLength(0);
    await user.click(dearer);
    await waitFor(() => expect(posts()).toHaveLength(1));
  });

  it('that cannot be had starts nothing and says why', async () => {
    hub.on(QUOTE, json(503, { code: 'provider_unavailable', detail: 'No provider is set up.' }));
    renderBench({ tool: METERED });
    await user.type(prompt(), 'Tea');
    await user.click(button(/^Run/));
    expect(await result().findByText('No provider is set up.')).toBeVisible();
    expect(posts()).toHaveLength(0);
  });

  it('comes with a draft from the server, and rides with the form', () => {
    const draft = { input: { prompt: 'Tea' }, options: {}, provider: 'auto', model: 'auto' };
    const firstQuote = { price: 3.5, cachedPrice: 0, available: 0, ad: null, pricing: METER };
    const { container } = renderBench({ tool: METERED, draft, firstQuote, firstError: 'price_changed' });
    expect(button('Run · up to 3.5 credits')).toBeVisible();
    expect(container.querySelector('input[name=seenPrice]')).toHaveValue('3.5');
    expect(result().getByText(/costs more than this page had said/)).toBeVisible();
  });
});
