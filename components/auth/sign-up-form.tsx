'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { EmailField } from './email-field';
import { FormMessage } from './form-message';
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
      <FormMessage message={state.message} />
      <input type="hidden" name="next" value={onward.next} />
      {onward.draft && <input type="hidden" name="draft" value={onward.draft} />}
      <Field id="name" label={t('name')} aside={t('optional')} error={state.errors.name}>
        {(control) => (
          <Input {...control} name="name" autoComplete="name" maxLength={100} defaultValue={state.values.name} />
        )}
      </Field>
      <EmailField state={state} />
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
