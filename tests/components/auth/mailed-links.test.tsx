/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { typedValues } from '@/app/_shell/form-answer';
import { DeleteForm } from '@/components/account/delete-form';
import { ForgotForm } from '@/components/auth/forgot-form';
import { ResetForm } from '@/components/auth/reset-form';
import { VerifyForm } from '@/components/auth/verify-form';
import type { FormStateAction } from '@/components/ui/form-state';
import { renderWords } from '../../support/render-words';

const says =
  (message: string, errors: Record<string, string> = {}): FormStateAction =>
  async (_previous, form) => ({ values: typedValues(form), errors, message, ok: Object.keys(errors).length === 0 });

describe('a mailed link', () => {
  it('to a new password sends its token along and then leads to signing in', async () => {
    const user = userEvent.setup();
    const action = jest.fn(says('Your password is set.'));
    renderWords(<ResetForm action={action} token="the-token" passwordMinimum={10} />);
    await user.type(screen.getByLabelText('New password'), 'battery staple');
    await user.click(screen.getByRole('button', { name: 'Set password' }));
    expect(await screen.findByRole('status')).toHaveTextContent('Your password is set.');
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in');
    expect(Object.fromEntries(action.mock.calls[0]?.[1] ?? [])).toEqual({
      token: 'the-token',
      password: 'battery staple',
    });
  });

  it('that is dead leads to another one', async () => {
    const user = userEvent.setup();
    renderWords(<ResetForm action={says('Dead.', { token: 'is dead' })} token="old" passwordMinimum={10} />);
    await user.type(screen.getByLabelText('New password'), 'battery staple');
    await user.click(screen.getByRole('button', { name: 'Set password' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Dead.');
    expect(screen.getByRole('link', { name: 'Ask for a new link' })).toHaveAttribute('href', '/forgot');
  });

  it('that verifies does nothing before the click', async () => {
    const user = userEvent.setup();
    const action = jest.fn(says('Confirmed.'));
    renderWords(<VerifyForm action={action} token="the-token" />);
    expect(action).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByRole('status')).toHaveTextContent('Confirmed.');
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('forgot', () => {
  it('keeps a wrong address to correct it, and says one thing when it was heard', async () => {
    const user = userEvent.setup();
    const answers = [says('Look again.', { email: 'must be a mail address' }), says('On its way.')];
    renderWords(<ForgotForm action={(previous, form) => answers.shift()!(previous, form)} />);
    await user.type(screen.getByRole('textbox', { name: 'E-mail address' }), 'ada@example');
    await user.click(screen.getByRole('button', { name: 'Mail me a link' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Look again.');
    expect(screen.getByRole('textbox')).toHaveValue('ada@example');
    await user.type(screen.getByRole('textbox'), '.org');
    await user.click(screen.getByRole('button', { name: 'Mail me a link' }));
    expect(await screen.findByRole('status')).toHaveTextContent('On its way.');
  });
});

describe('deleting the account', () => {
  it('shows a wrong password at its field and forgets it', async () => {
    const user = userEvent.setup();
    renderWords(<DeleteForm action={says('Please look at the marked fields.', { password: 'is wrong' })} />);
    await user.type(screen.getByLabelText('Your password'), 'wrong password');
    await user.click(screen.getByRole('button', { name: 'Delete my account' }));
    await waitFor(() => expect(screen.getByLabelText('Your password')).toHaveAccessibleDescription(/is wrong/));
    expect(screen.getByLabelText('Your password')).toHaveValue('');
  });
});
