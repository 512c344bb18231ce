/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { LiveOutput } from '@/components/runs/live-output';
import type { RunEvent } from '@/components/tool/run-client';
import { renderWords } from '../../support/render-words';
import { runView } from '../../support/run-views';

const RUN = runView({ status: 'running', output: { text: 'Tea is' } });

/** A run that says what the test wants, when it wants. */
function show() {
  let next = Promise.withResolvers<RunEvent>();
  const asked: (string | undefined)[] = [];
  const cancel = jest.fn(async (_id: string) => ({ ok: true as const, data: { run: RUN } }));
  async function* follow(_runId: string, _signal: AbortSignal, lastId?: string): AsyncGenerator<RunEvent> {
    asked.push(lastId);
    for (;;) yield await next.promise;
  }
  const onOver = jest.fn();
  renderWords(<LiveOutput found={{ run: RUN, lastId: '8' }} client={{ follow, cancel }} onOver={onOver} />);
  const say = (event: RunEvent) =>
    act(async () => {
      const said = next;
      next = Promise.withResolvers();
      said.resolve(event);
    });
  return { say, asked, cancel, onOver };
}

const text = () => screen.getByTestId('result-text');

describe('the output of a run under way', () => {
  it('shows what had come at once and goes on from there', async () => {
    const { say, asked } = show();
    expect(text()).toHaveTextContent('Tea is');
    expect(asked).toEqual(['8']);
    await say({ type: 'text', delta: ' a drink' });
    expect(text()).toHaveTextContent('Tea is a drink');
  });

  it('says when the connection broke, and no longer when it is back', async () => {
    const { say } = show();
    await say({ type: 'reconnecting' });
    expect(screen.getByRole('status')).toHaveTextContent('The connection broke.');
    await say({ type: 'text', delta: ' a' });
    expect(screen.getByRole('status')).toHaveTextContent('Writing…');
  });

  it('stops the run once, and asks for the page anew at its end', async () => {
    const { say, cancel, onOver } = show();
    await act(async () => screen.getByRole('button', { name: 'Stop' }).click());
    expect(cancel).toHaveBeenCalledWith(RUN.id);
    expect(screen.getByRole('button', { name: 'Stop' })).toBeDisabled();
    expect(onOver).not.toHaveBeenCalled();
    await say({ type: 'run', run: { ...RUN, status: 'cancelled', output: { text: 'Tea is a' } } });
    await waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
    expect(text()).toHaveTextContent('Tea is a');
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  });
});
