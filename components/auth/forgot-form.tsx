'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';

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
      {state.message && (
        <Alert tone="bad" role="alert">
          {state.message}
        </Alert>
      )}
      <Field id="email" label={t('email')} error={state.errors.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            defaultValue={state.values.email}
            required
          />
        )}
      </Field>
      <SubmitButton size="lg">{t('forgot.submit')}</SubmitButton>
    </form>
  );
}
