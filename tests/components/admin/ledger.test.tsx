/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { typedValues } from '@/app/_shell/form-answer';
import { Accounts } from '@/components/admin/ledger/accounts';
import { Chain } from '@/components/admin/ledger/chain';
import { CheckNow } from '@/components/admin/ledger/check-now';
import { FindForm, Found } from '@/components/admin/ledger/found';
import { Health } from '@/components/admin/ledger/health';
import { People } from '@/components/admin/ledger/people';
import { RefundForm } from '@/components/admin/ledger/refund-form';
import { EMPTY_FORM, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { renderWords } from '../../support/render-words';

const HASH = 'ab'.repeat(32);
const report = {
  ok: true,
  startedAt: '2026-11-21T00:01:00.000Z',
  finishedAt: '2026-11-21T00:01:07.000Z',
  counts: { users: 3, transactions: 1_200, entries: 2_400 },
  checks: [
    { name: 'wallet-held', rule: 'held equals the sum of its entries', ok: true, count: 0, differences: [] },
    { name: 'wallet-debt', rule: 'debt equals the sum of its entries', ok: true, count: 0, differences: [] },
  ],
};

describe('the state of the ledger', () => {
  it('says that all rules hold, when that was found, and over how much', () => {
    renderWords(<Health health={report} action={null} />);
    expect(screen.getByText('All 2 rules hold')).toBeInTheDocument();
    expect(screen.getByText(/in 7 seconds: 1,200 transactions, 2,400 entries, 3 wallets/)).toBeInTheDocument();
    expect(screen.getAllByRole('listitem', { hidden: true })).toHaveLength(2);
  });

  it('names what is broken with every difference shown, and how many there are more', () => {
    const differences = [{ subject: 'user 7', expected: '5000000', actual: '7' }];
    const [first] = report.checks;
    const checks = [{ ...first!, ok: false, count: 3, differences }, report.checks[1]!];
    renderWords(<Health health={{ ...report, ok: false, checks }} action={null} />);
    expect(screen.getByText('One of 2 rules is broken')).toBeInTheDocument();
    expect(screen.getByText('3 differences')).toBeInTheDocument();
    expect(screen.getByText('and 2 more')).toBeInTheDocument();
    expect(screen.getByText(/user 7/)).toHaveTextContent('user 7expected5000000stored7');
  });

  it('says so while nothing has been checked, and offers to', () => {
    renderWords(<Health health={null} action={<button>Check</button>} />);
    expect(screen.getByRole('heading', { name: 'Not checked so far' })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Check' })).toBeInTheDocument();
  });

  it.each([
    [true, 'status'],
    [false, 'alert'],
  ])('“check now” answers at the button: good is %s', async (ok, role) => {
    const action: FormStateAction = async () => ({ ...EMPTY_FORM, ok, message: 'Checked.' });
    renderWords(<CheckNow action={action} />);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Check now' }));
    expect(await screen.findByRole(role)).toHaveTextContent('Checked.');
  });
});

describe('credits as a whole', () => {
  const totals = { available: 12.5, held: 2, debt: 0, open: { holds: 1 }, overdue: { holds: 0, credits: 0 } };

  it('warn of overdue holds only where there are any', () => {
    const { unmount } = renderWords(<People totals={totals} />);
    expect(screen.getByText('One open hold.')).toBeInTheDocument();
    expect(screen.queryByText(/past the deadline/)).toBeNull();
    unmount();
    renderWords(<People totals={{ ...totals, overdue: { holds: 2, credits: 1.5 } }} />);
    expect(screen.getByText(/2 holds are/)).toHaveTextContent('1.5 credits');
  });

  it('are told by account: what was given out, and what came in, each less what went the other way', () => {
    const accounts = [
      { account: 'platform:ad', out: 10, in: 0 },
      { account: 'platform:admin', out: 5, in: 2 },
      { account: 'platform:revenue', out: 1, in: 4 },
    ];
    renderWords(<Accounts accounts={accounts} debt={0.5} />);
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent);
    expect(lines).toEqual([
      expect.stringMatching(/^Ads.*10 credits$/),
      expect.stringMatching(/^Operators2 taken back.*3 credits$/),
      expect.stringMatching(/^Revenue from runs1 refunded.*3 credits$/),
      expect.stringMatching(/^Owed by people.*0\.5 credits$/),
    ]);
  });

  it('say so before anything was posted', () => {
    renderWords(<Accounts accounts={[]} debt={0} />);
    expect(screen.getByText('Nothing has been posted so far.')).toBeInTheDocument();
  });
});

describe('the hash chain', () => {
  it('shows the ends of a hash and copies all of it', async () => {
    const user = userEvent.setup();
    renderWords(<Chain days={[{ day: '2026-11-20', transactions: 2, closingHash: HASH }]} late={null} />);
    expect(screen.getByRole('listitem')).toHaveTextContent('2026-11-20 2 transactions');
    expect(screen.getByText('abababab…abababab')).toHaveAttribute('title', HASH);
    await user.click(screen.getByRole('button', { name: 'Copy the hash of 2026-11-20' }));
    expect(await navigator.clipboard.readText()).toBe(HASH);
    expect(await screen.findByRole('status')).toHaveTextContent('Copied');
  });

  it('links late transactions, with the day that sealed them', () => {
    const newest = [
      { transactionId: '9', day: '2026-11-19', closedWith: null },
      { transactionId: '8', day: '2026-11-18', closedWith: '2026-11-19' },
    ];
    renderWords(<Chain days={[]} late={{ linked: 1, waiting: 1, newest }} />);
    expect(screen.getByText(/No day has been closed/)).toBeInTheDocument();
    const [waiting, sealed] = screen.getAllByRole('link');
    expect(waiting).toHaveTextContent('Transaction 9 of 2026-11-19: waiting');
    expect(waiting).toHaveAttribute('href', '/admin/ledger?find=9');
    expect(sealed).toHaveTextContent('Transaction 8 of 2026-11-18: sealed with 2026-11-19');
  });
});

describe('what was found', () => {
  it('shows entries with their accounts in words, whose it is, and its place in the chain', () => {
    renderWords(
      <Found
        items={[
          {
            ...{ id: '4', kind: 'refund', userId: 'u1', email: 'ada@example.org', reason: 'It was cut short.' },
            ref: { type: 'run', id: 'r1' },
            external: { source: 'refund', id: 'x1' },
            createdAt: '2026-11-21T10:00:00.000Z',
            link: { day: '2026-11-21', hash: HASH },
            entries: [
              { account: 'platform:revenue', amount: -1, balanceAfter: null },
              { account: 'user:available', amount: 1, balanceAfter: 3 },
            ],
          },
        ]}
      />,
    );
    expect(screen.getByRole('heading', { name: /^Refund/ })).toHaveTextContent('Transaction 4');
    expect(screen.getByRole('link', { name: 'ada@example.org' })).toHaveAttribute('href', '/admin/credits?user=u1');
    expect(screen.getByText(/About run r1/)).toHaveTextContent('External id refund / x1');
    expect(screen.getByText('It was cut short.')).toBeInTheDocument();
    expect(screen.getByText('Revenue from runs').closest('li')).toHaveTextContent('−1');
    expect(screen.getByText('balance 3').closest('li')).toHaveTextContent('Available');
    expect(screen.getByText(/Sealed with 2026-11-21/)).toBeInTheDocument();
  });

  it('is named at the field where there is nothing', () => {
    renderWords(<FindForm value="x" nothing />);
    const field = screen.getByRole('textbox');
    expect(field).toHaveValue('x');
    expect(field).toHaveAccessibleDescription('Nothing was posted under this id.');
  });
});

describe('refunding a run', () => {
  const steps: FormStateAction = async (_previous, form): Promise<FormState> => {
    const values = typedValues(form);
    if (values.step === 'confirmed') return { ...EMPTY_FORM, ok: true, message: 'Done.' };
    return { ...EMPTY_FORM, values: { ...values, step: values.step === 'change' ? 'edit' : 'confirm' } };
  };
  const run = {
    ...{ id: 'r1', toolId: 'summarize', status: 'succeeded', charged: 5, refunded: 0 },
    createdAt: '2026-11-21T10:00:00.000Z',
  };
  const form = (change: Partial<typeof run> = {}, action: FormStateAction = steps) =>
    renderWords(
      <RefundForm action={action} run={{ ...run, ...change }} email="ada@example.org" idempotencyKey="first" />,
    );

  it('without an amount gives all of it back, after a sentence that says so', async () => {
    const user = userEvent.setup();
    const action = jest.fn(steps);
    form({}, action);
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Cut short');
    await user.click(screen.getByRole('button', { name: 'Review' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Give back 55 credits to ada@example.org');
    await user.click(screen.getByRole('button', { name: 'Yes, refund' }));
    expect(await screen.findByRole('status')).toHaveTextContent('Done.');
    expect(Object.fromEntries(action.mock.calls[1]?.[1] ?? [])).toEqual({
      ...{ runId: 'r1', idempotencyKey: 'first', amount: '', reason: 'Cut short', step: 'confirmed' },
    });
  });

  it('goes back with everything still typed', async () => {
    const user = userEvent.setup();
    form();
    await user.type(screen.getByRole('textbox', { name: 'Credits' }), '1.5');
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Cut short');
    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Change' }));
    expect(await screen.findByRole('textbox', { name: 'Credits' })).toHaveValue('1.5');
    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveValue('Cut short');
  });

  it.each([
    [{ charged: 0, refunded: 5 }, /Nothing of its charge is left/],
    [{ charged: 0, status: 'running' }, /has not ended/],
  ])('offers nothing for %j', (change, words) => {
    const { container } = form(change);
    expect(screen.getByText(words)).toBeInTheDocument();
    expect(within(container).queryByRole('button')).toBeNull();
  });
});
