'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/button';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';

/** Confirms the address on a click: programs that only look at links in mails use nothing up. */
export function VerifyForm({ action, token }: { action: FormStateAction; token: string }) {
  const t = useTranslations('auth');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <div className="grid gap-5">
      {state.message && (
        <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'}>
          {state.message}
        </Alert>
      )}
      {state.ok ? (
        <LinkButton size="lg" href="/">
          {t('verify.onward')}
        </LinkButton>
      ) : (
        <form action={formAction} className="grid">
          <input type="hidden" name="token" value={token} />
          <SubmitButton size="lg">{t('verify.submit')}</SubmitButton>
        </form>
      )}
    </div>
  );
}
