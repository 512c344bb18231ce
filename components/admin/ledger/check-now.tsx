'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';

/** Has the whole ledger recomputed and says how it went; the page around it then shows the new report. */
export function CheckNow({ action }: { action: FormStateAction }) {
  const t = useTranslations('ledger');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <form action={formAction} className="grid gap-3 sm:justify-items-end">
      <SubmitButton variant="secondary">{t('check')}</SubmitButton>
      {state.message && (
        <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'}>
          {state.message}
        </Alert>
      )}
    </form>
  );
}
