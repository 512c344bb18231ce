/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { RunOutput } from '@/components/runs/run-output';
import { RunPage } from '@/components/runs/run-page';
import { runTitle } from '@/components/runs/run-words';
import type { RunView } from '@/lib/runs/types';
import { renderWords } from '../../support/render-words';

const RUN: RunView = {
  id: 'r1',
  toolId: 'summarize',
  kind: 'text',
  status: 'succeeded',
  provider: 'openai',
  model: 'openai/small',
  modelLabel: 'OpenAI · Small',
  demo: false,
  cached: false,
  favourite: false,
  note: null,
  createdAt: '2026-11-20T18:30:00.000Z',
  finishedAt: '2026-11-20T18:30:02.000Z',
  input: { text: 'A long text' },
  options: { length: 'short' },
  output: { text: 'Short.' },
  attempts: [{ provider: 'openai', model: 'small', outcome: 'succeeded', ms: 1240 }],
  credits: { quoted: 5, charged: 5, refunded: 0 },
};

const show = (change?: Partial<RunView>, share: { url: string; showInput: boolean } | null = null) =>
  renderWords(
    <RunPage
      run={{ ...RUN, ...change }}
      toolName="Summarize"
      labels={{ text: { label: 'Text' }, length: { label: 'Length', choices: { short: 'Short' } } }}
      share={share}
      actions={{
        setFavourite: async () => undefined,
        remove: async () => undefined,
        saveNote: async (state) => state,
        shareResult: async () => undefined,
        unshareResult: async () => undefined,
      }}
    />,
  );

describe('a run that failed', () => {
  it('says why, lists who was asked, and shows the refund', () => {
    show({
      status: 'failed',
      output: {},
      attempts: [
        { provider: 'one', model: 'a', outcome: 'rate_limited', ms: 320 },
        { provider: 'two', model: 'b', outcome: 'timeout_first_content', ms: 20_000 },
      ],
      credits: { quoted: 5, charged: 0, refunded: 5, reason: 'provider_unavailable' },
      message: 'No provider could answer. Your credits are back.',
    });
    const receipt = within(screen.getByRole('region', { name: 'Receipt' }));
    expect(receipt.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'one/abusy 0.3 s',
      'two/bno answer in time 20.0 s',
    ]);
    expect(receipt.getByText('No provider could answer.')).toBeInTheDocument();
    expect(screen.getByText('No provider could answer. Your credits are back.')).toBeInTheDocument();
    expect(screen.getByText('This run has no result.')).toBeInTheDocument();
  });
});

describe('a run that is under way', () => {
  it('can be looked at again without script, and is not deleted yet', () => {
    show({ status: 'running', output: {} });
    expect(screen.getByRole('link', { name: 'Look again' })).toHaveAttribute('href', '/runs/r1');
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
    expect(screen.getByText('Set aside')).toBeInTheDocument();
  });
});

describe('a run that succeeded', () => {
  it('offers to run again with its own input and says choices by their names', () => {
    show({ demo: true, cached: true });
    expect(screen.getByRole('link', { name: 'Run again' })).toHaveAttribute('href', '/tool/summarize?from=r1');
    expect(screen.getByText('Demo engine')).toBeInTheDocument();
    expect(screen.getByText('From the cache')).toBeInTheDocument();
    expect(screen.getByText('Length').nextSibling).toHaveTextContent('Short');
  });

  it('asks before it deletes', () => {
    show();
    expect(screen.getByRole('button', { name: 'Delete' })).toHaveAttribute('popovertarget', 'delete-run');
    expect(screen.getByText('Delete this run?')).toBeInTheDocument();
  });
});

describe('what a model wrote', () => {
  const written = (text: string) =>
    renderWords(<RunOutput run={{ status: 'succeeded', output: { text } }} alt="" />).container;

  it('is set as on the tool page: headings and lists instead of their signs', () => {
    written('# Tea\n\n- **green**\n- black');
    expect(screen.getByRole('heading', { name: 'Tea' })).toBeInTheDocument();
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['green', 'black']);
  });

  it('makes no images, no links, no scripts', () => {
    const container = written('<img src=x onerror=alert(1)>\n\n[a](javascript:b)\n  two');
    expect(container.querySelectorAll('p')).toHaveLength(2);
    expect(container.querySelector('img, a, script')).toBeNull();
    expect(container.querySelectorAll('p')[1]?.textContent).toBe('[a](javascript:b)\n  two');
  });

  it('gives a list one short line of what was asked', () => {
    expect(runTitle({ input: { text: '  two\n\n lines ' } })).toBe('two lines');
    expect(runTitle({ input: { prompt: 'x'.repeat(500) } })).toHaveLength(140);
    expect(runTitle({ input: {} })).toBe('');
  });
});
