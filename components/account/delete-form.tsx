'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { PasswordField } from '@/components/auth/password-field';
import { Alert } from '@/components/ui/alert';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';

/** Closes the account; the password is what confirms it. */
export function DeleteForm({ action }: { action: FormStateAction }) {
  const t = useTranslations('account.delete');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <form action={formAction} className="grid gap-4">
      {state.message && (
        <Alert tone="bad" role="alert">
          {state.message}
        </Alert>
      )}
      <PasswordField label={t('password')} error={state.errors.password} autoComplete="current-password" />
      <SubmitButton variant="danger" className="justify-self-start">
        {t('submit')}
      </SubmitButton>
    </form>
  );
}
