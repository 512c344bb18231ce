/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { typedValues } from '@/app/_shell/form-answer';
import { SignInForm } from '@/components/auth/sign-in-form';
import { SignUpForm } from '@/components/auth/sign-up-form';
import type { FormStateAction } from '@/components/ui/form-state';
import { renderWords } from '../../support/render-words';

const DRAFT = '01a1fc0e-2b66-72b1-96ae-8e79911c5052';

describe('sign-up', () => {
  it('keeps what was typed, except the password, and names the wrong field', async () => {
    const user = userEvent.setup();
    const action: FormStateAction = async (_previous, form) => ({
      values: typedValues(form),
      errors: { password: 'must have at least 10 characters' },
      message: 'Please look at the marked fields.',
      ok: false,
    });
    renderWords(<SignUpForm action={action} onward={{ next: '/' }} passwordMinimum={3} />);
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Ada');
    await user.type(screen.getByRole('textbox', { name: 'E-mail address' }), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), 'short');
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('marked fields');
    await waitFor(() => expect(screen.getByLabelText('Password')).toHaveValue(''));
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(/at least 10 characters/);
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Ada');
    expect(screen.getByRole('textbox', { name: 'E-mail address' })).toHaveValue('ada@example.org');
  });
});

describe('sign-in', () => {
  it('sends where the person was heading and the draft that waits there', async () => {
    const user = userEvent.setup();
    const action = jest.fn<FormStateAction>(async () => ({ values: {}, errors: {}, message: null, ok: true }));
    renderWords(<SignInForm action={action} onward={{ next: '/tool/rewrite', draft: DRAFT }} />);
    await user.type(screen.getByRole('textbox', { name: 'E-mail address' }), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
    const form = action.mock.calls[0]?.[1];
    expect(Object.fromEntries(form ?? [])).toEqual({
      next: '/tool/rewrite',
      draft: DRAFT,
      email: 'ada@example.org',
      password: 'correct horse',
    });
  });

  it('shows and hides the password, and lets password managers know it', async () => {
    const user = userEvent.setup();
    renderWords(<SignInForm action={async (previous) => previous} onward={{ next: '/' }} />);
    const password = screen.getByLabelText('Password');
    expect(password).toHaveAttribute('autocomplete', 'current-password');
    expect(password).toHaveAttribute('type', 'password');
    await user.click(screen.getByRole('button', { name: 'Show the password' }));
    expect(password).toHaveAttribute('type', 'text');
    expect(screen.getByRole('button', { name: 'Show the password' })).toHaveAttribute('aria-pressed', 'true');
  });
});
