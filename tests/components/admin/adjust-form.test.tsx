/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { typedValues } from '@/app/_shell/form-answer';
import { AdjustForm } from '@/components/admin/adjust-form';
import { AdjustmentLog } from '@/components/admin/adjustment-log';
import { SettingsForm } from '@/components/admin/settings-form';
import { formValues } from '@/components/admin/settings-fields';
import type { FormState, FormStateAction } from '@/components/ui/form-state';
import { settingsSchema } from '@/lib/settings/schema';
import { renderWords } from '../../support/render-words';

/** Answers as the server action does, without a ledger behind it. */
const steps: FormStateAction = async (_previous, form): Promise<FormState> => {
  const values = typedValues(form);
  if (values.step === 'confirmed')
    return { values: { idempotencyKey: 'next' }, errors: {}, message: 'Done.', ok: true };
  return {
    values: { ...values, step: values.step === 'change' ? 'edit' : 'confirm' },
    errors: {},
    message: null,
    ok: false,
  };
};

async function review(amount: string) {
  const user = userEvent.setup();
  const action = jest.fn(steps);
  renderWords(
    <AdjustForm action={action} user={{ id: 'u1', email: 'ada@example.org' }} available={12} idempotencyKey="first" />,
  );
  await user.type(screen.getByRole('textbox', { name: 'Credits' }), amount);
  await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Outage');
  await user.click(screen.getByRole('button', { name: 'Review' }));
  return { user, action };
}

describe('adjusting credits', () => {
  it('says what will happen before it happens, and sends the key made with the page', async () => {
    const { user, action } = await review('-10');
    expect(await screen.findByRole('alert')).toHaveTextContent('Take 1010 credits from ada@example.org');
    expect(screen.getByRole('alert')).toHaveTextContent('Available afterwards: 22 credits');
    await user.click(screen.getByRole('button', { name: 'Yes, do it' }));
    expect(await screen.findByRole('status')).toHaveTextContent('Done.');
    const sent = Object.fromEntries(action.mock.calls[1]?.[1] ?? []);
    expect(sent).toEqual({ userId: 'u1', idempotencyKey: 'first', amount: '-10', reason: 'Outage', step: 'confirmed' });
  });

  it('goes back with everything still typed', async () => {
    const { user } = await review('5');
    await user.click(await screen.findByRole('button', { name: 'Change' }));
    expect(await screen.findByRole('textbox', { name: 'Credits' })).toHaveValue('5');
    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveValue('Outage');
  });
});

describe('what cannot be taken', () => {
  it('is said before the confirmation, which is not offered then', async () => {
    const { user } = await review('-12.5');
    expect(await screen.findByRole('alert')).toHaveTextContent('take that much or less');
    expect(screen.queryByRole('button', { name: 'Yes, do it' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Change' }));
    expect(await screen.findByRole('textbox', { name: 'Credits' })).toHaveValue('-12.5');
  });
});

describe('the latest adjustments', () => {
  it('name the person, the operator, the reason and the amount', () => {
    renderWords(
      <AdjustmentLog
        adjustments={[
          {
            id: 'a1',
            user: { id: 'u1', email: 'ada@example.org' },
            operator: 'op@example.org',
            amount: -3,
            reason: 'Outage',
            createdAt: '2026-11-21T10:00:00.000Z',
          },
        ]}
      />,
    );
    expect(screen.getByRole('link', { name: 'ada@example.org' })).toHaveAttribute('href', '/admin/credits?user=u1');
    expect(screen.getByRole('listitem')).toHaveTextContent(/Outage.*by op@example\.org/);
    expect(screen.getByRole('listitem')).toHaveTextContent('3 credits');
  });

  it('say so where there are none', () => {
    renderWords(<AdjustmentLog adjustments={[]} />);
    expect(screen.getByText('No credits have been adjusted so far.')).toBeInTheDocument();
  });
});

describe('the settings form', () => {
  it('puts an error at its field and keeps what was typed', async () => {
    const user = userEvent.setup();
    const action: FormStateAction = async (_previous, form) => ({
      values: typedValues(form),
      errors: { 'ads.text.watchSeconds': 'must be a number' },
      message: 'Please look at the marked fields.',
      ok: false,
    });
    renderWords(<SettingsForm action={action} current={formValues(settingsSchema.parse({}))} />);
    const field = screen.getByRole('textbox', { name: 'Text ad, length' });
    await user.clear(field);
    await user.type(field, 'soon');
    await user.click(screen.getByRole('button', { name: 'Save settings' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('marked fields');
    expect(screen.getByRole('textbox', { name: 'Text ad, length' })).toHaveValue('soon');
    expect(screen.getByRole('textbox', { name: 'Text ad, length' })).toHaveFocus();
    expect(screen.getByRole('textbox', { name: 'Text ad, length' })).toHaveAccessibleDescription('must be a number');
  });
});
