/** @jest-environment jsdom */
import { expect, it, jest } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ProblemCard } from '@/components/support/problem-card';
import { ProblemForm } from '@/components/support/problem-form';
import { EMPTY_FORM, type FormState } from '@/components/ui/form-state';
import type { ProblemView } from '@/lib/support/types';
import { renderWords } from '../../support/render-words';

const PROBLEM: ProblemView = {
  id: '0198a000-0000-7000-8000-00000000000a',
  runId: '0198a000-0000-7000-8000-000000000001',
  reason: 'wrong_output',
  message: 'It is <b>wrong</b>.',
  sharesContent: false,
  status: 'open',
  createdAt: '2026-01-01T10:00:00.000Z',
};
const answering = (state: Partial<FormState>) =>
  jest.fn(async (_previous: FormState, _form: FormData): Promise<FormState> => ({ ...EMPTY_FORM, ...state }));
const form = (action = answering({}), asked = false) => (
  <ProblemForm action={action} runId={PROBLEM.runId} label="Report a problem" asked={asked} />
);

it('asks behind one line, which is open where an address asked for it', () => {
  const { unmount } = renderWords(<ProblemCard problem={null} form={form()} />);
  expect(screen.getByText('Report a problem').closest('details')).not.toHaveAttribute('open');
  unmount();
  renderWords(<ProblemCard problem={null} form={form(answering({}), true)} />);
  expect(screen.getByText('Report a problem').closest('details')).toHaveAttribute('open');
});

it('sends the reason, the words and the tick', async () => {
  const action = answering({ ok: true, message: 'Thank you.' });
  renderWords(<ProblemCard problem={null} form={form(action, true)} />);
  fireEvent.click(screen.getByLabelText('Nothing came'));
  fireEvent.change(screen.getByLabelText('In your words'), { target: { value: 'An empty page.' } });
  fireEvent.click(screen.getByLabelText(/The operator may look/));
  fireEvent.click(screen.getByRole('button', { name: 'Send the report' }));
  expect(await screen.findByRole('status')).toHaveTextContent('Thank you.');
  const sent = action.mock.calls[0]![1];
  expect(Object.fromEntries(sent)).toMatchObject({
    runId: PROBLEM.runId,
    reason: 'empty_output',
    message: 'An empty page.',
    sharesContent: 'true',
  });
});

it('stays open with what was typed, and names what is wrong', async () => {
  const action = answering({
    values: { message: 'Words' },
    errors: { reason: 'Please choose.' },
    message: 'Please choose.',
  });
  renderWords(<ProblemCard problem={null} form={form(action)} />);
  fireEvent.click(screen.getByRole('button', { name: 'Send the report', hidden: true }));
  await waitFor(() => expect(screen.getByRole('alert')).toBeVisible());
  expect(screen.getByText('Report a problem').closest('details')).toHaveAttribute('open');
  const group = screen.getByRole('group', { name: 'What went wrong?' });
  expect(group).toHaveAccessibleDescription('Please choose.');
  expect(within(group).getAllByRole('radio')).toHaveLength(6);
  expect(screen.getByLabelText('In your words')).toHaveValue('Words');
});

it('says that a report is with the operator, and shows words as text', () => {
  renderWords(<ProblemCard problem={PROBLEM} />);
  expect(screen.getByText('With the operator')).toBeInTheDocument();
  expect(screen.getByText(/It is <b>wrong<\/b>\./)).toBeInTheDocument();
  expect(screen.getByText('They see the receipt, not the content.')).toBeInTheDocument();
  expect(screen.queryByRole('group')).toBeNull();
});

it('shows what came back, or the refusal, with the operator’s words', () => {
  const decided = { decidedAt: '2026-01-02T10:00:00.000Z', answer: 'Sorry for that.' };
  const { unmount } = renderWords(
    <ProblemCard problem={{ ...PROBLEM, ...decided, status: 'refunded', refunded: 5 }} form={form()} />,
  );
  expect(screen.getByText('Refunded')).toBeInTheDocument();
  expect(screen.getByText('5 credits')).toBeInTheDocument();
  expect(screen.getByText('Sorry for that.')).toBeInTheDocument();
  unmount();
  renderWords(<ProblemCard problem={{ ...PROBLEM, ...decided, status: 'declined' }} form={form()} />);
  expect(screen.getByText('This run was not refunded')).toBeInTheDocument();
});
