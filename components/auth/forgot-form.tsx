'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';
import { EmailField } from './email-field';
import { FormMessage } from './form-message';

/** Asks for a link to a new password. Says the same for every address. */
export function ForgotForm({ action }: { action: FormStateAction }) {
  const t = useTranslations('auth');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  if (state.ok) {
    return (
      <Alert tone="good" role="status">
        {state.message}
      </Alert>
    );
  }
  return (
    <form action={formAction} className="grid gap-5">
      <FormMessage message={state.message} />
      <EmailField state={state} />
      <SubmitButton size="lg">{t('forgot.submit')}</SubmitButton>
    </form>
  );
}
