/** @jest-environment jsdom */
import { act, screen, within } from '@testing-library/react';
import { BatchActions } from '@/components/batches/batch-actions';
import { BatchFacts } from '@/components/batches/batch-facts';
import { BatchList } from '@/components/batches/batch-list';
import { BatchRows } from '@/components/batches/batch-rows';
import { FollowAlong } from '@/components/batches/follow-along';
import type { BatchRowView, BatchView } from '@/components/batches/types';
import { renderWords } from '../../support/render-words';

const batchView = (change: Partial<BatchView> = {}): BatchView => ({
  ...{
    id: 'b1',
    toolId: 'summarize',
    name: 'Reports',
    status: 'running',
    options: {},
    provider: 'auto',
    model: 'auto',
  },
  ...{ delayed: false, createdAt: '2026-01-02T09:00:00.000Z', finishedAt: null },
  rows: { total: 10, waiting: 4, running: 2, succeeded: 3, failed: 1, cancelled: 0 },
  credits: { quoted: 50, charged: 15, refunded: 5 },
  ...change,
});

const rowView = (change: Partial<BatchRowView> = {}): BatchRowView => ({
  ...{ row: 1, status: 'succeeded', input: { text: 'A long report', tone: '' }, runId: 'r1', preview: 'Short.' },
  ...{ credits: { quoted: 5, charged: 5, refunded: 0 }, finishedAt: '2026-01-02T09:00:05.000Z' },
  ...change,
});

const nothing = async () => undefined;
const actions = (batch: BatchView) =>
  renderWords(<BatchActions batch={batch} stop={nothing} goOn={nothing} remove={nothing} />);

it('lists batches with how far they are', () => {
  renderWords(<BatchList batches={[batchView()]} tools={[{ id: 'summarize', name: 'Summarize', kind: 'text' }]} />);
  expect(screen.getByRole('link', { name: 'Reports' })).toHaveAttribute('href', '/batches/b1');
  expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '4 of 10 rows');
  expect(screen.getByText('1 failed')).toBeInTheDocument();
});

it('tells counts, charge and what came back', () => {
  renderWords(<BatchFacts batch={batchView()} />);
  const facts = screen.getByText('Charged so far').closest('dl')!;
  expect(within(facts).getByText('15 credits')).toBeInTheDocument();
  expect(within(facts).getByText('Came back')).toBeInTheDocument();
  expect(screen.queryByText('cancelled')).not.toBeInTheDocument();
});

it('lets a batch be cancelled while it runs, gone on with when it stands, and repeated where rows failed', () => {
  const first = actions(batchView());
  expect(screen.getByRole('link', { name: 'Download results' })).toHaveAttribute('href', '/api/batches/b1/results.csv');
  expect(screen.getByRole('button', { name: 'Cancel' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Go on' })).not.toBeInTheDocument();
  first.unmount();
  const second = actions(batchView({ status: 'paused', reason: 'insufficient_credits' }));
  expect(screen.getByRole('button', { name: 'Go on' })).toBeInTheDocument();
  second.unmount();
  actions(batchView({ status: 'done', finishedAt: '2026-01-02T09:01:00.000Z' }));
  expect(screen.getByRole('button', { name: 'Run failed rows again' })).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Delete' })).toBeInTheDocument();
});

it('leads from each row that has begun to its answer, and says why one failed', () => {
  renderWords(
    <BatchRows
      rows={[
        rowView(),
        rowView({ row: 2, status: 'failed', reason: 'moderated', preview: null, runId: 'r2' }),
        rowView({ row: 3, status: 'failed', reason: 'something new', preview: null, runId: null }),
        rowView({ row: 4, status: 'waiting', preview: null, runId: null, finishedAt: null }),
      ]}
    />,
  );
  expect(screen.getByRole('link', { name: 'Answer and receipt of row 1' })).toHaveAttribute('href', '/runs/r1');
  expect(screen.getByText('Short.')).toBeInTheDocument();
  expect(screen.getByText("refused under the provider's rules")).toBeInTheDocument();
  expect(screen.getByText('it failed')).toBeInTheDocument();
  expect(screen.getAllByRole('link')).toHaveLength(2);
});

it('asks for the page anew while somebody looks', () => {
  jest.useFakeTimers();
  const refresh = jest.fn();
  const { unmount } = renderWords(<FollowAlong refresh={refresh} />);
  act(() => void jest.advanceTimersByTime(4_100));
  expect(refresh).toHaveBeenCalledTimes(2);
  unmount();
  jest.advanceTimersByTime(10_000);
  expect(refresh).toHaveBeenCalledTimes(2);
  jest.useRealTimers();
});
