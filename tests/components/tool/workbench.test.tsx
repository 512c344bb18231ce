/** @jest-environment ./tests/support/jsdom-with-fetch.mjs */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { json } from '../../support/scripted-hub';
import { button, delta, end, hub, posts, PROCESS, prompt, result, RUN, streams, freshHubs } from './bench-hub';
import { hydrateBench, renderBench, RICH, TOOL } from './render-bench';

freshHubs();

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

  it('keeps what was typed before the script came, though nothing is typed after it', async () => {
    hydrateBench('Tea before the script');
    await waitFor(() =>
      expect(localStorage.getItem('megicai:draft:text-generation')).toContain('Tea before the script'),
    );
    expect(prompt()).toHaveValue('Tea before the script');
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
