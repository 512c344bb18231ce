'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/button';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';
import { FormMessage } from './form-message';
import { PasswordField } from './password-field';

interface ResetFormProps {
  action: FormStateAction;
  /** From the mailed link. */
  token: string;
  /** Characters. */
  passwordMinimum: number;
}

/** Sets a new password; afterwards it shows the way to sign in, or to another link when this one is dead. */
export function ResetForm({ action, token, passwordMinimum }: ResetFormProps) {
  const t = useTranslations('auth');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  if (state.ok || state.errors.token) {
    return (
      <div className="grid gap-5">
        <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'}>
          {state.message}
        </Alert>
        <LinkButton size="lg" href={state.ok ? '/sign-in' : '/forgot'}>
          {state.ok ? t('signIn.submit') : t('reset.again')}
        </LinkButton>
      </div>
    );
  }
  return (
    <form action={formAction} className="grid gap-5">
      <FormMessage message={state.message} />
      <input type="hidden" name="token" value={token} />
      <PasswordField
        label={t('reset.password')}
        hint={t('passwordHint', { count: passwordMinimum })}
        error={state.errors.password}
        autoComplete="new-password"
        minLength={passwordMinimum}
      />
      <SubmitButton size="lg">{t('reset.submit')}</SubmitButton>
    </form>
  );
}
