/** @jest-environment jsdom */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NoteForm } from '@/components/runs/note-form';
import { RunExport } from '@/components/runs/run-export';
import { RunList } from '@/components/runs/run-list';
import { filtersIn, queryString } from '@/components/runs/run-query';
import { RunSearch } from '@/components/runs/run-search';
import { excerptOf, runHref } from '@/components/runs/run-words';
import type { FormState } from '@/components/ui/form-state';
import type { RunView } from '@/lib/runs/types';
import { renderWords } from '../../support/render-words';
import { runView } from '../../support/run-views';

const nothing = async () => undefined;
const show = (runs: RunView[], turns: Record<string, number> = {}) =>
  renderWords(
    <RunList
      runs={runs}
      toolNames={{ chat: 'Chat' }}
      turns={turns}
      today="2026-01-02"
      setFavourite={nothing}
      saveNote={async (state) => state}
      removeAll={nothing}
    />,
  ).container;

describe('the history', () => {
  it('is told day by day, newest first, each run as a card with its beginning', () => {
    const made = (id: string, createdAt: string) => runView({ id, createdAt, input: { prompt: `Run ${id}` } });
    show([
      made('c', '2026-01-02T09:00:00.000Z'),
      made('b', '2026-01-01T23:00:00.000Z'),
      made('a', '2025-12-24T08:00:00.000Z'),
    ]);
    expect(screen.getAllByRole('heading', { level: 2 }).map((day) => day.textContent)).toEqual(
      expect.arrayContaining(['Today', 'Yesterday', 'Wednesday, December 24, 2025']),
    );
    const today = within(screen.getByRole('region', { name: 'Today' }));
    expect(today.getByRole('link', { name: 'Run c' })).toHaveAttribute('href', '/runs/c');
    expect(today.getByText('Tea is a drink.')).toBeInTheDocument();
    expect(today.getByText('09:00')).toBeInTheDocument();
  });

  it('previews pictures, sounds and films with what they can do by themselves', () => {
    const file = (index: number, mediaType: string) => ({ url: `/api/files/${index}`, mediaType, bytes: 9 });
    const container = show([
      runView({ id: 'a', kind: 'image', output: { files: [1, 2, 3, 4, 5, 6].map((at) => file(at, 'image/png')) } }),
      runView({ id: 'b', kind: 'audio', output: { files: [file(7, 'audio/wav')] } }),
      runView({ id: 'c', kind: 'video', output: { files: [file(8, 'video/mp4')] } }),
      runView({ id: 'd', status: 'failed', output: {}, message: 'Your credits are back.' }),
    ]);
    expect(container.querySelectorAll('img')).toHaveLength(4);
    expect(screen.getByText('2 more pictures')).toBeInTheDocument();
    expect(container.querySelector('audio')).toHaveAttribute('aria-label', 'Sound: Tea');
    expect(container.querySelector('video')).toHaveAttribute('controls');
    expect(screen.getByText('Your credits are back.')).toBeInTheDocument();
  });

  it('says what a run belongs to; a conversation opens where it is', () => {
    show(
      [
        runView({ id: 'a', toolId: 'chat', conversationId: 'first' }),
        runView({ id: 'b', batchId: 'x', input: { prompt: 'Row' } }),
        runView({ id: 'c', comparisonId: 'y', input: { prompt: 'Side' } }),
      ],
      { first: 7 },
    );
    expect(screen.getByText('Conversation · 7 turns')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Tea' })).toHaveAttribute('href', '/tool/chat?run=a');
    expect(screen.getByText('From a batch')).toBeInTheDocument();
    expect(screen.getByText('From a comparison')).toBeInTheDocument();
    expect(runHref({ id: 'b', toolId: 'chat' })).toBe('/runs/b');
  });

  it('can be marked, noted, selected and deleted where it stands, before any script', () => {
    const container = show([
      runView({ id: 'a', favourite: true, note: 'for May' }),
      runView({ id: 'b', status: 'running', output: {}, input: { prompt: 'Busy' } }),
    ]);
    const [first, second] = screen.getAllByRole('checkbox');
    expect(first).toHaveAttribute('form', 'selection');
    expect(first).toHaveAccessibleName('Select “Tea”');
    expect(second).toBeDisabled();
    expect(container.querySelector('form#selection')).toHaveTextContent('Delete the selected runs?');
    const [star] = screen.getAllByRole('button', { name: 'Favourite' });
    expect(star).toHaveAttribute('aria-pressed', 'true');
    expect(star!.closest('form')).toHaveFormValues({});
    expect(container.querySelector('input[name=favourite]')).toHaveValue('false');
    expect(container.querySelector('textarea[name=note]')).toHaveValue('for May');
  });
});

describe('a note', () => {
  it('keeps what was typed when it cannot be saved, and says why', async () => {
    const refuse = async (_before: FormState, form: FormData): Promise<FormState> => ({
      ...{ values: { note: form.get('note') as string }, errors: { note: 'is too long' }, message: 'x', ok: false },
    });
    const user = userEvent.setup();
    renderWords(<NoteForm id="a" note="old" words={{ label: 'Note', save: 'Save' }} action={refuse} />);
    await user.clear(screen.getByLabelText('Note'));
    await user.type(screen.getByLabelText('Note'), 'all new words');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('is too long')).toBeInTheDocument();
    expect(screen.getByLabelText('Note')).toHaveValue('all new words');
  });
});

describe('what the history is narrowed by', () => {
  const query = { q: 'tea & cake', kind: 'image' as const, favourite: true, from: '2026-01-01' };

  it('rides in the address alone', () => {
    expect(queryString(query)).toBe('?q=tea+%26+cake&kind=image&favourite=true&from=2026-01-01');
    expect(queryString({ favourite: undefined })).toBe('');
    expect(filtersIn(query)).toBe(3);
  });

  it('shows itself in a form that only asks, and is what an export holds', () => {
    const { container } = renderWords(
      <>
        <RunSearch query={query} tools={[{ id: 'chat', name: 'Chat' }]} />
        <RunExport query={query} />
      </>,
    );
    expect(screen.getByRole('search')).toHaveAttribute('method', 'get');
    expect(screen.getByRole('search')).toHaveFormValues({ q: 'tea & cake', kind: 'image', favourite: true });
    expect(container.querySelector('details')).toHaveAttribute('open');
    expect(screen.getByRole('link', { name: 'Clear filters' })).toHaveAttribute('href', '/runs?q=tea+%26+cake');
    expect(screen.getByRole('link', { name: 'Image' })).toHaveAttribute('aria-current', 'true');
    expect(screen.getByRole('link', { name: 'CSV' })).toHaveAttribute(
      'href',
      `/api/runs/export${queryString(query, { format: 'csv' })}`,
    );
  });
});

it('gives a card the words of an answer without their marks', () => {
  expect(excerptOf('# Tea\n\n- **green** and `black`\n\n| a | b |\n| - | - |\n| 1 | [x](https://y.example) |')).toBe(
    'Tea green and black a b 1 x',
  );
  expect(excerptOf('```js\nlet a_b = 2 * 3;\n```')).toBe('let a_b = 2 * 3;');
  expect(excerptOf(undefined)).toBe('');
});
