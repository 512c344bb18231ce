/** @jest-environment ./tests/support/jsdom-with-fetch.mjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { json, openHub, sse, type HubAnswer, type ScriptedHub } from '../../support/scripted-hub';
import { runView } from '../../support/run-views';
import { renderChat } from './render-bench';
import type { RunView } from '@/components/tool/types';

const PROCESS = 'POST /api/process-request';
const id = (n: number) => `0198a000-0000-7000-8000-00000000000${n}`;

function turn(n: number, message: string, text: string, change: Partial<RunView> = {}): RunView {
  return runView({
    ...{ id: id(n), toolId: 'chat', input: { message }, output: { text } },
    ...(n > 1 ? { continues: id(n - 1) } : {}),
    ...change,
  });
}

/** Answers with this run, in a stream. */
function answers(run: RunView): HubAnswer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-run-id': run.id });
    response.end(sse(9, { type: 'data-run', data: run }));
  };
}

let hub: ScriptedHub;
beforeEach(async () => {
  hub = await openHub();
  hub.on(
    'POST /api/tools/chat/quote',
    json(200, { price: 6, cachedPrice: 0, available: 20, ad: null, pricing: { rule: 'flat', price: 6 } }),
  );
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(async () => {
  cleanup();
  await hub.close();
});

const posts = () => hub.requests.filter(({ path }) => path === '/api/process-request');
const box = () => screen.getByRole('textbox', { name: 'Your message' });
const send = () => userEvent.click(screen.getByRole('button', { name: 'Send' }));
const said = () => within(screen.getByRole('list', { name: 'Conversation' }));

describe('a conversation', () => {
  it('goes on from its last turn, and its address follows', async () => {
    const places: (string | null)[] = [];
    hub.on(PROCESS, answers(turn(1, 'Hello', 'Good day.')));
    renderChat({ onPlace: (run) => places.push(run) });
    await userEvent.type(box(), 'Hello');
    await send();
    expect(await said().findByText('Good day.')).toBeVisible();
    expect(box()).toHaveValue('');
    expect(posts()[0]?.body).toMatchObject({ toolId: 'chat', input: { message: 'Hello' } });
    expect(posts()[0]?.body.continueRunId).toBeUndefined();
    hub.on(PROCESS, answers(turn(2, 'And then?', 'Good night.')));
    await userEvent.type(box(), 'And then?');
    await screen.findByText('6 credits');
    await send();
    expect(await said().findByText('Good night.')).toBeVisible();
    expect(posts()[1]?.body).toMatchObject({ continueRunId: id(1), input: { message: 'And then?' } });
    expect(said().getByText('Hello')).toBeVisible();
    expect(places).toEqual([id(1), id(2)]);
  });

  it('shows what was said before, and says what the next turn costs before it is typed', async () => {
    renderChat({ conversation: { runs: [turn(1, 'Hello', 'Good day.')], before: null } });
    expect(said().getByText('Good day.')).toBeVisible();
    expect(await screen.findByText('6 credits')).toBeInTheDocument();
    expect(hub.requests.find(({ path }) => path.endsWith('/quote'))?.body).toMatchObject({ continueRunId: id(1) });
  });

  it('asks the newest message again, past the cache, from where it was asked', async () => {
    const runs = [turn(1, 'Hello', 'Good day.'), turn(2, 'And then?', 'Good night.')];
    renderChat({ conversation: { runs, before: null } });
    await userEvent.type(box(), 'half a thought');
    await screen.findByText('6 credits');
    hub.on(PROCESS, answers(turn(3, 'And then?', 'Sleep well.', { continues: id(1) })));
    await userEvent.click(screen.getByRole('button', { name: 'Ask for another answer' }));
    expect(await said().findByText('Sleep well.')).toBeVisible();
    expect(posts()[0]?.body).toMatchObject({ continueRunId: id(1), fresh: true, input: { message: 'And then?' } });
    expect(said().queryByText('Good night.')).toBeNull();
    expect(box()).toHaveValue('half a thought');
  });

  it('lets an earlier message be changed; what followed is left out only when it is sent', async () => {
    const runs = [turn(1, 'Hello', 'Good day.'), turn(2, 'And then?', 'Good night.')];
    renderChat({ conversation: { runs, before: null } });
    await userEvent.click(screen.getAllByRole('button', { name: 'Change this message and ask again' })[0]!);
    expect(box()).toHaveValue('Hello');
    await userEvent.click(screen.getByRole('button', { name: 'Leave it as it was' }));
    expect(said().getByText('Good night.')).toBeVisible();
    await userEvent.click(screen.getAllByRole('button', { name: 'Change this message and ask again' })[0]!);
    await userEvent.type(box(), ' there');
    hub.on(PROCESS, answers(turn(3, 'Hello there', 'Hi.', { continues: undefined })));
    await send();
    expect(await said().findByText('Hi.')).toBeVisible();
    expect(posts()[0]?.body.input).toEqual({ message: 'Hello there' });
    expect(posts()[0]?.body.continueRunId).toBeUndefined();
    expect(said().queryByText('Good night.')).toBeNull();
  });

  it('goes on from the text of another tool, which is not its own to ask anew', () => {
    const summary = runView({ id: id(1), toolId: 'summarize', input: { text: 'A long report.', format: 'list' } });
    renderChat({ conversation: { runs: [summary], before: null } });
    expect(said().getByText('A long report.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /ask again/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Ask for another answer' })).toBeNull();
  });

  it('keeps the message of a turn that failed, says that it cost nothing, and goes on from before it', async () => {
    renderChat({ conversation: { runs: [turn(1, 'Hello', 'Good day.')], before: null } });
    const failed = turn(2, 'And then?', '', {
      ...{ status: 'failed', output: {}, message: 'No provider could answer.' },
      credits: { quoted: 6, charged: 0, refunded: 6, reason: 'provider_unavailable' },
    });
    hub.on(PROCESS, answers(failed));
    await screen.findByText('6 credits');
    await userEvent.type(box(), 'And then?');
    await send();
    expect(await screen.findByText('No provider could answer.')).toBeVisible();
    expect(said().getByText('And then?')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(box()).toHaveValue('And then?');
    hub.on(PROCESS, answers(turn(3, 'And then?', 'Good night.', { continues: id(1) })));
    await send();
    expect(await said().findByText('Good night.')).toBeVisible();
    expect(posts()[1]?.body.continueRunId).toBe(id(1));
  });

  it('sends with Enter, and makes a line with Shift', async () => {
    hub.on(PROCESS, answers(turn(1, 'a\nb', 'Yes.')));
    renderChat();
    await userEvent.type(box(), 'a{Shift>}{Enter}{/Shift}b{Enter}');
    expect(await said().findByText('Yes.')).toBeVisible();
    expect(posts()[0]?.body.input).toEqual({ message: 'a\nb' });
  });

  it('refuses an empty message beside its field, and forgets that once one is sent', async () => {
    hub.on(PROCESS, answers(turn(1, 'Hello', 'Good day.')));
    renderChat();
    await send();
    expect(box()).toHaveAttribute('aria-invalid', 'true');
    expect(posts()).toHaveLength(0);
    await userEvent.type(box(), 'Hello');
    await send();
    await said().findByText('Good day.');
    expect(box()).not.toHaveAttribute('aria-invalid');
  });

  it('can be stopped while it is answered, and nothing else is sent meanwhile', async () => {
    hub.on(PROCESS, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-run-id': id(1) });
      response.write(sse(4, { type: 'text-delta', id: 'answer', delta: 'Good' }));
    });
    hub.on(`POST /api/runs/${id(1)}/cancel`, json(200, { run: turn(1, 'Hello', 'Good') }));
    renderChat();
    await userEvent.type(box(), 'Hello{Enter}');
    expect(await said().findByText('Good')).toBeVisible();
    await userEvent.type(box(), 'Wait{Enter}');
    expect(posts()).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(hub.requests.some(({ path }) => path.endsWith('/cancel'))).toBe(true));
    expect(box()).toHaveValue('Wait');
  });

  it('begins anew on request, and its address forgets the run', async () => {
    const places: (string | null)[] = [];
    renderChat({
      conversation: { runs: [turn(1, 'Hello', 'Good day.')], before: null },
      onPlace: (run) => places.push(run),
    });
    await userEvent.click(screen.getByRole('link', { name: 'New chat' }));
    expect(screen.queryByText('Good day.')).toBeNull();
    expect(places).toEqual([null]);
    hub.on(PROCESS, answers(turn(2, 'Else', 'Fine.', { continues: undefined })));
    await userEvent.type(box(), 'Else{Enter}');
    await said().findByText('Fine.');
    expect(posts()[0]?.body.continueRunId).toBeUndefined();
  });

  it('leads to what stands before a long conversation', () => {
    renderChat({ conversation: { runs: [turn(2, 'And then?', 'Good night.')], before: id(1) } });
    expect(screen.getByRole('link', { name: 'Earlier turns' })).toHaveAttribute('href', `/tool/chat?run=${id(1)}`);
  });

  it('rides on the plain form where there is no script', () => {
    const { container } = renderChat({ conversation: { runs: [turn(1, 'Hello', 'Good day.')], before: null } });
    expect(container.querySelector('input[name=continueRunId]')).toHaveValue(id(1));
    expect(container.querySelector('input[name=toolId]')).toHaveValue('chat');
  });
});
