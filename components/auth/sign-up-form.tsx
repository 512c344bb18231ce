'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { PasswordField } from './password-field';
import type { Onward } from './onward';

interface SignUpFormProps {
  action: FormStateAction;
  onward: Onward;
  /** Characters. */
  passwordMinimum: number;
}

export function SignUpForm({ action, onward, passwordMinimum }: SignUpFormProps) {
  const t = useTranslations('auth');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <form action={formAction} className="grid gap-5">
      {state.message && (
        <Alert tone="bad" role="alert">
          {state.message}
        </Alert>
      )}
      <input type="hidden" name="next" value={onward.next} />
      {onward.draft && <input type="hidden" name="draft" value={onward.draft} />}
      <Field id="name" label={t('name')} aside={t('optional')} error={state.errors.name}>
        {(control) => (
          <Input {...control} name="name" autoComplete="name" maxLength={100} defaultValue={state.values.name} />
        )}
      </Field>
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
      <PasswordField
        label={t('password')}
        hint={t('passwordHint', { count: passwordMinimum })}
        error={state.errors.password}
        autoComplete="new-password"
        minLength={passwordMinimum}
      />
      <SubmitButton size="lg">{t('signUp.submit')}</SubmitButton>
    </form>
  );
}
