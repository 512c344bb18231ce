/** @jest-environment ./tests/support/jsdom-with-fetch.mjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { json, openHub, sse, type HubAnswer, type ScriptedHub } from '../../support/scripted-hub';
import { runView } from '../../support/run-views';
import { QUOTE_DELAY_MS } from '@/components/tool/use-quote';
import { renderBench, RICH, TOOL } from './render-bench';

const PROCESS = 'POST /api/process-request';
const RUN = runView();
const delta = (id: number, text: string) => sse(id, { type: 'text-delta', id: 'answer', delta: text });
const end = (id: number, change = {}) => sse(id, { type: 'data-run', data: runView(change) });

let hub: ScriptedHub;
beforeEach(async () => {
  hub = await openHub();
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(async () => {
  cleanup();
  await hub.close();
});

function streams(...events: string[]): HubAnswer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-run-id': RUN.id });
    response.end(events.join(''));
  };
}

const prompt = () => screen.getByLabelText('What should it write?');
const button = (name: RegExp | string) => screen.getByRole('button', { name });
const result = () => within(screen.getByRole('region', { name: 'Result' }));
const posts = () => hub.requests.filter((request) => request.path === '/api/process-request');

describe('the run button', () => {
  it('says the price, and another one for another model', async () => {
    renderBench();
    expect(button('Run · 5 credits')).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('Model'), 'deepseek/chat');
    expect(button('Run · 2 credits')).toBeVisible();
  });

  it('names the ad that pays, its time and its reward, when credits are missing', () => {
    renderBench({ viewer: { ...RICH, available: 1 } });
    expect(button('Watch a 1 minute ad, get 5 credits, then run')).toBeVisible();
  });

  it('says honestly how many ads it takes', () => {
    renderBench({ viewer: { ...RICH, available: 0, debt: 3 } });
    expect(button('Watch 2 ads, get 10 credits, then run')).toBeVisible();
    expect(screen.getByText(/2 ads of 1 minute each/)).toBeVisible();
  });

  it('says when to come back where no ad can be watched, and which model the balance covers', async () => {
    renderBench({ viewer: { ...RICH, available: 2, ad: null, adBlock: 'cap' } });
    expect(button('Not enough credits')).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText(/midnight UTC/)).toBeVisible();
    await userEvent.click(button('Run with Chat for 2 credits'));
    expect(button('Run · 2 credits')).toBeVisible();
  });

  it('sends a guest to sign in by the plain form, with what was typed', async () => {
    const sent: FormData[] = [];
    renderBench({ viewer: { ...RICH, signedIn: false, available: 0 }, action: async (form) => void sent.push(form) });
    await userEvent.type(prompt(), 'Tea');
    await userEvent.click(button('Sign in to run'));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.get('input.prompt')).toBe('Tea');
    expect(sent[0]?.get('options.length')).toBe('short');
    expect(localStorage.getItem('megicai:draft:text-generation')).toContain('Tea');
  });

  it('refuses an empty or oversized prompt beside its field, without asking the server', async () => {
    renderBench();
    await userEvent.click(button(/^Run/));
    expect(screen.getByText('Write something here first.')).toBeVisible();
    await userEvent.type(prompt(), 'x'.repeat(23));
    expect(screen.getByText(/3 characters over the limit of 20/)).toBeVisible();
    await userEvent.click(button(/^Run/));
    expect(posts()).toHaveLength(0);
  });
});

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
    await userEvent.type(prompt(), 'Tea');
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
    await userEvent.type(prompt(), 'Tea');
    expect(await screen.findByRole('button', { name: 'Run · up to 1.25 credits' })).toBeVisible();
    expect(quotes()).toHaveLength(1);
    expect(quotes()[0]?.body).toMatchObject({ input: { prompt: 'Tea' }, options: { length: 'short' } });
  });

  it('stays while it is asked anew, and goes back to the list with another model', async () => {
    hub.on(QUOTE, quoteOf(1.25));
    renderBench({ tool: { ...METERED, models: [METERED.models[0]!, TOOL.models[1]!] } });
    await userEvent.type(prompt(), 'Tea');
    await screen.findByRole('button', { name: 'Run · up to 1.25 credits' });
    hub.on(QUOTE, quoteOf(1.5));
    await userEvent.type(prompt(), ' time');
    expect(button('Run · up to 1.25 credits')).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Run · up to 1.5 credits' })).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('Model'), 'deepseek/chat');
    expect(button('Run · 2 credits')).toBeVisible();
  });

  it('of a long text is the server’s word', async () => {
    hub.on(QUOTE, quoteOf(7.5, { rule: 'flat', price: 5, input: { characters: 15, covered: 10 } }));
    renderBench({ tool: { ...TOOL, coveredCharacters: 10 } });
    await userEvent.type(prompt(), 'Tea for two, ok');
    expect(await screen.findByRole('button', { name: 'Run · up to 7.5 credits' })).toBeVisible();
  });

  it('is waited for by a fast press, and run at once when it is no higher than what stood there', async () => {
    hub.on(QUOTE, quoteOf(8));
    hub.on(PROCESS, streams(end(9)));
    renderBench({ tool: METERED });
    await userEvent.type(prompt(), 'Tea');
    await userEvent.click(button(/^Run/));
    await waitFor(() => expect(posts()).toHaveLength(1));
  });

  it('is asked once where the press and the pause in typing both want it, however slow the network is', async () => {
    hub.on(QUOTE, async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, QUOTE_DELAY_MS + 200));
      await quoteOf(8)(request, response);
    });
    hub.on(PROCESS, streams(end(9)));
    renderBench({ tool: METERED });
    await userEvent.type(prompt(), 'Tea');
    await userEvent.click(button(/^Run/));
    await waitFor(() => expect(posts()).toHaveLength(1), { timeout: 3_000 });
    expect(quotes()).toHaveLength(1);
    expect(screen.queryByText(/cannot reach the server/)).toBeNull();
  });

  it('is shown before it is paid: a higher one wants a press of its own', async () => {
    hub.on(QUOTE, quoteOf(9));
    hub.on(PROCESS, streams(end(9)));
    renderBench({ tool: METERED });
    await userEvent.type(prompt(), 'Tea');
    await userEvent.dblClick(button(/^Run/));
    const dearer = await screen.findByRole('button', { name: 'Run · up to 9 credits' });
    expect(posts()).toHaveLength(0);
    await userEvent.click(dearer);
    await waitFor(() => expect(posts()).toHaveLength(1));
  });

  it('that cannot be had starts nothing and says why', async () => {
    hub.on(QUOTE, json(503, { code: 'provider_unavailable', detail: 'No provider is set up.' }));
    renderBench({ tool: METERED });
    await userEvent.type(prompt(), 'Tea');
    await userEvent.click(button(/^Run/));
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

describe('a run', () => {
  it('streams in place, then shows who answered and what it cost', async () => {
    hub.on(PROCESS, streams(delta(4, '# Tea\n\nA **drink**.'), end(9, { output: { text: '# Tea\n\nA **drink**.' } })));
    renderBench();
    await userEvent.click(button('About tea'));
    expect(prompt()).toHaveValue('Tea in three words');
    await userEvent.click(button(/^Run/));
    expect(await result().findByText('OpenAI · GPT')).toBeVisible();
    expect((await result().findByText('drink')).tagName).toBe('STRONG');
    expect(result().getByText('Finished: 4 words.')).toBeInTheDocument();
    expect(posts()[0]?.body).toMatchObject({
      toolId: 'text-generation',
      input: { prompt: 'Tea in three words' },
      options: { length: 'long' },
    });
    expect(button('Run · free repeat')).toBeVisible();
  });

  it('runs once, however often the button is pressed', async () => {
    hub.on(PROCESS, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-run-id': RUN.id }).write(delta(4, 'Tea'));
    });
    renderBench();
    await userEvent.type(prompt(), 'Tea');
    await userEvent.dblClick(button(/^Run/));
    await result().findByText('Tea');
    await userEvent.click(button('Running…'));
    expect(posts()).toHaveLength(1);
  });

  it('marks an answer kept from an earlier run, and the demo engine always', async () => {
    hub.on(
      PROCESS,
      streams(
        end(9, {
          cached: true,
          demo: true,
          modelLabel: 'Demo engine',
          credits: { quoted: 0, charged: 0, refunded: 0 },
        }),
      ),
    );
    renderBench();
    await userEvent.type(prompt(), 'Tea');
    await userEvent.click(button(/^Run/));
    expect(await result().findByText('From your earlier run · free')).toBeVisible();
    expect(result().getByText('Demo engine')).toBeVisible();
  });

  it('names what a repeat costs where the hub takes something for it', async () => {
    hub.on(PROCESS, streams(end(9)));
    renderBench({ tool: { ...TOOL, repeatPrice: 1 } });
    await userEvent.type(prompt(), 'Tea');
    await userEvent.click(button(/^Run/));
    expect(await screen.findByText('Repeating this costs')).toBeVisible();
    expect(button('Run · 1 credit')).toBeVisible();
    expect(screen.getByRole('button', { name: /Regenerate/ })).toHaveTextContent('5');
  });

  it('asks past the cache, under a new key, for Regenerate', async () => {
    hub.on(PROCESS, streams(end(9)));
    renderBench();
    await userEvent.type(prompt(), 'Tea');
    await userEvent.click(button(/^Run/));
    await userEvent.click(await screen.findByRole('button', { name: /Regenerate/ }));
    await waitFor(() => expect(posts()).toHaveLength(2));
    expect(posts()[1]?.body.fresh).toBe(true);
    const keys = new Set(posts().map((request) => request.headers['idempotency-key']));
    expect(keys.size).toBe(2);
  });

  it('can be stopped, and says what was paid for the part that had arrived', async () => {
    const credits = { quoted: 5, charged: 1, refunded: 4, reason: 'cancelled_partly' };
    hub.on(PROCESS, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-run-id': RUN.id }).write(delta(4, 'Te'));
      hub.on(`POST /api/runs/${RUN.id}/cancel`, (_cancel, answer) => {
        response.end(
          end(9, { status: 'cancelled', output: { text: 'Te' }, credits, message: 'You stopped this run.' }),
        );
        answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ run: RUN }));
      });
    });
    renderBench();
    await userEvent.type(prompt(), 'Tea');
    await userEvent.click(button(/^Run/));
    await result().findByText('Te');
    await userEvent.click(button('Stop'));
    expect(await result().findByText('You paid 1 credit of 5.')).toBeVisible();
    expect(result().getByText('Te')).toBeVisible();
  });

  it('says plainly that a failed run was not charged, and tries again on demand', async () => {
    const credits = { quoted: 5, charged: 0, refunded: 5, reason: 'provider_unavailable' };
    hub.on(
      PROCESS,
      streams(
        end(9, { status: 'failed', output: {}, credits, message: 'No provider could answer. Your credits are back.' }),
      ),
    );
    renderBench();
    await userEvent.type(prompt(), 'Tea');
    await userEvent.click(button(/^Run/));
    expect(await result().findByText('No provider could answer. Your credits are back.')).toBeVisible();
    expect(result().getByText('You were not charged: 5 credits are back.')).toBeVisible();
    hub.on(PROCESS, streams(end(9)));
    await userEvent.click(button('Try again'));
    expect(await result().findByText('Tea is a drink.')).toBeVisible();
  });

  it('turns into the ad when the server says that credits are missing', async () => {
    const ad = { kind: 'text', watchSeconds: 60, reward: 5, count: 2 };
    hub.on(PROCESS, json(402, { code: 'insufficient_credits', detail: 'No.', needed: 7, available: 0, ad }));
    renderBench();
    await userEvent.type(prompt(), 'Tea');
    await userEvent.click(button(/^Run/));
    expect(await screen.findByRole('button', { name: 'Watch 2 ads, get 10 credits, then run' })).toBeVisible();
    expect(prompt()).toHaveValue('Tea');
  });
});

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
});
