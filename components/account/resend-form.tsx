'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';

/** Asks for another link that confirms the address. */
export function ResendForm({ action }: { action: FormStateAction }) {
  const t = useTranslations('account.verification');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <form action={formAction} className="mb-6 grid gap-3">
      {state.message ? (
        <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'}>
          {state.message}
        </Alert>
      ) : (
        <p className="text-muted">{t('resendLead')}</p>
      )}
      <SubmitButton variant="secondary" className="justify-self-start">
        {t('resend')}
      </SubmitButton>
    </form>
  );
}
