/** @jest-environment jsdom */
import { screen } from '@testing-library/react';
import { SharedPage } from '@/components/runs/shared-page';
import { SharePanel } from '@/components/runs/share-panel';
import type { SharedRun } from '@/lib/runs/types';
import { renderWords } from '../../support/render-words';

const SHARED: SharedRun = {
  slug: 'abcdefghijklmnopqrstuv',
  toolId: 'summarize',
  kind: 'text',
  output: { text: '**Short.** [x](https://evil.example) ![y](https://evil.example/a.png)' },
  input: [],
  format: null,
  modelLabel: 'OpenAI · Small',
  demo: false,
  day: '2026-01-02',
};
const TOOL = { id: 'summarize', name: 'Summarize', description: 'Makes it short.' };
const show = (change: Partial<SharedRun> = {}, tool: typeof TOOL | null = TOOL) =>
  renderWords(
    <SharedPage shared={{ ...SHARED, ...change }} tool={tool} labels={{ text: 'Text' }} title="Made with Summarize" />,
  ).container;

describe('the page of a shared result', () => {
  it('says what it is, who answered and when, and how to make one', () => {
    const container = show();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Made with Summarize');
    expect(screen.getByText('Answered by OpenAI · Small')).toBeInTheDocument();
    expect(container.querySelector('time')).toHaveAttribute('datetime', '2026-01-02');
    expect(screen.getByRole('link', { name: 'Try it' })).toHaveAttribute('href', '/tool/summarize');
    expect(container.querySelector('img')).toBeNull();
    expect(container.querySelector('form, input, [aria-pressed]')).toBeNull();
  });

  it('is labelled where the demo engine made it, and shows the question where its owner chose so', () => {
    show({ demo: true, modelLabel: 'Demo engine', input: [{ id: 'text', text: 'A long <b>text</b>' }] });
    expect(screen.getByText('Demo engine')).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'What was asked' })).toHaveTextContent('TextA long <b>text</b>');
  });

  it('shows files through its link, records as a table, and outlives its tool', () => {
    const url = '/api/files/1?share=abcdefghijklmnopqrstuv';
    const container = show({ kind: 'image', output: { files: [{ url, mediaType: 'image/png', bytes: 3 }] } }, null);
    expect(container.querySelector('img')).toHaveAttribute('src', url);
    expect(screen.getByRole('link', { name: 'Download' })).toHaveAttribute('href', `${url}&download=1`);
    expect(screen.queryByRole('link', { name: /Try/ })).toBeNull();
  });

  it('shows records as a table', () => {
    show({ toolId: 'extract', format: 'table', output: { text: '[{"name":"Ada","price":1}]' } });
    expect(screen.getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual(['name', 'price']);
  });
});

describe('the panel of sharing', () => {
  const panel = (share: { url: string; showInput: boolean } | null, hasInput = true) =>
    renderWords(
      <SharePanel
        runId="r1"
        share={share}
        hasInput={hasInput}
        shareResult={async () => undefined}
        unshareResult={async () => undefined}
      />,
    ).container;

  it('shows no question unless that is asked for', () => {
    panel(null);
    expect(screen.getByRole('checkbox', { name: 'Show what I asked, too' })).not.toBeChecked();
    expect(screen.getByRole('button', { name: 'Create a link' })).toBeInTheDocument();
  });

  it('has the link at hand, changes what it shows, and takes it back', () => {
    const container = panel({ url: 'https://hub.example/r/abc', showInput: true });
    expect(screen.getByLabelText('Link to this result')).toHaveValue('https://hub.example/r/abc');
    expect(container.querySelector('input[name=showInput]')).toHaveValue('false');
    expect(screen.getByRole('button', { name: 'Stop sharing' })).toBeInTheDocument();
  });

  it('does not offer to show what a prompt of somebody else’s says', () => {
    panel(null, false);
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});
