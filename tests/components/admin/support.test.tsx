/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { DecideForm } from '@/components/admin/support/decide-form';
import { ReportDetailPage } from '@/components/admin/support/report-detail';
import { ReportFilters, reportsAddress } from '@/components/admin/support/report-filters';
import { ReportList } from '@/components/admin/support/report-list';
import { EMPTY_FORM, type FormState } from '@/components/ui/form-state';
import type { ReportDetail, ReportedProblem } from '@/lib/support/types';
import { renderWords } from '../../support/render-words';
import { runView } from '../../support/run-views';

const PROBLEM: ReportedProblem = {
  id: '0198a000-0000-7000-8000-00000000000a',
  runId: '0198a000-0000-7000-8000-000000000001',
  reason: 'wrong_output',
  message: 'It is <b>wrong</b>.',
  sharesContent: false,
  status: 'open',
  createdAt: '2026-01-01T10:00:00.000Z',
  toolId: 'text-generation',
  kind: 'text',
  charged: 5,
  user: { id: '0198a000-0000-7000-8000-00000000000b', email: 'ada@example.test' },
};
const { input, options, output, note: _note, ...receipt } = runView();
const DETAIL: ReportDetail = {
  problem: PROBLEM,
  run: { ...receipt, deleted: false, costUsd: 0.0012 },
  history: { reports: 3, refunded: 1 },
};
const show = (detail: ReportDetail) =>
  renderWords(<ReportDetailPage detail={detail} toolName="Write text" form={<p>the form</p>} />);

describe('the list', () => {
  it('leads to each report, with its words as text and what it is about', () => {
    const decided = { ...PROBLEM, id: 'b', status: 'refunded' as const, charged: 0, refunded: 5, message: null };
    renderWords(<ReportList items={[PROBLEM, decided]} toolNames={{ 'text-generation': 'Write text' }} />);
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent('Not what I asked for');
    expect(first).toHaveTextContent('It is <b>wrong</b>.');
    expect(first).toHaveTextContent('Write text');
    expect(second).toHaveTextContent('No words');
    expect(second).toHaveTextContent('given back');
    expect(screen.getAllByRole('link')[0]).toHaveAttribute('href', `/admin/support/${PROBLEM.id}`);
  });

  it('is narrowed by addresses', () => {
    expect(reportsAddress({})).toBe('/admin/support');
    expect(reportsAddress({ status: 'open', q: 'a@b.test' }, 'x')).toBe(
      '/admin/support?status=open&q=a%40b.test&cursor=x',
    );
    renderWords(<ReportFilters query={{ status: 'open', reason: 'other' }} />);
    expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('Open');
    expect(screen.getByRole('link', { name: 'Declined' })).toHaveAttribute(
      'href',
      '/admin/support?status=declined&reason=other',
    );
    expect(screen.getByLabelText('Reason')).toHaveValue('other');
    expect(screen.getByRole('link', { name: 'Clear' })).toHaveAttribute('href', '/admin/support?status=open');
  });
});

describe('a report', () => {
  it('shows the receipt and keeps the content to its owner', () => {
    show(DETAIL);
    expect(screen.getByText('The content stays with its owner')).toBeInTheDocument();
    expect(screen.getByText('$0.001200')).toBeInTheDocument();
    expect(screen.getByText('3 reports, 1 refunded')).toBeInTheDocument();
    expect(screen.getByText('the form')).toBeInTheDocument();
    expect(screen.queryByText('Tea is a drink.')).toBeNull();
  });

  it('shows what was typed and what came where the owner allows it, as text', () => {
    const hostile = '<img src=x onerror=alert(1)> ![x](https://evil.test/x.png)';
    const { container } = show({
      ...DETAIL,
      run: { ...DETAIL.run, input, options, output: { ...output, text: hostile } },
    });
    expect(screen.getByText('Tea')).toBeInTheDocument();
    expect(screen.getByText(hostile)).toBeInTheDocument();
    expect(container.querySelector('img')).toBeNull();
  });

  it('says that a run was deleted, and what was decided', () => {
    show({
      ...DETAIL,
      problem: { ...PROBLEM, status: 'declined', answer: 'It fits.', decidedAt: '2026-01-02T10:00:00.000Z' },
      run: { ...DETAIL.run, deleted: true },
    });
    expect(screen.getByText('The run was deleted by its owner')).toBeInTheDocument();
    expect(screen.getByText('It fits.')).toBeInTheDocument();
    expect(screen.queryByText('the form')).toBeNull();
  });
});

describe('the decision', () => {
  const answering = (state: Partial<FormState>) =>
    jest.fn(async (_previous: FormState, _form: FormData): Promise<FormState> => ({ ...EMPTY_FORM, ...state }));

  it.each([
    [/^Refund/, 'refund'],
    ['Decline', 'decline'],
  ] as const)('%s sends its own word', async (name, decision) => {
    const action = answering({ ok: true, message: 'They have been told.' });
    renderWords(<DecideForm action={action} id={PROBLEM.id} charged={5} />);
    fireEvent.change(screen.getByLabelText('Your words to them'), { target: { value: 'Because.' } });
    fireEvent.click(screen.getByRole('button', { name }));
    expect(await screen.findByRole('status')).toHaveTextContent('They have been told.');
    expect(Object.fromEntries(action.mock.calls[0]![1])).toMatchObject({
      id: PROBLEM.id,
      decision,
      answer: 'Because.',
    });
  });

  it('offers no refund of nothing', () => {
    renderWords(<DecideForm action={answering({})} id={PROBLEM.id} charged={0} />);
    expect(screen.queryByRole('button', { name: /Refund/ })).toBeNull();
    expect(screen.getByText(/nothing to give back/)).toBeInTheDocument();
  });

  it('names the field that is wrong', async () => {
    const action = answering({ errors: { answer: 'Say why, in a sentence.' }, message: 'Please look.' });
    renderWords(<DecideForm action={action} id={PROBLEM.id} charged={5} />);
    fireEvent.click(screen.getByRole('button', { name: 'Decline' }));
    await waitFor(() => expect(screen.getByLabelText('Your words to them')).toHaveAttribute('aria-invalid', 'true'));
    expect(screen.getByLabelText('Your words to them')).toHaveAccessibleDescription(/Say why/);
  });
});
