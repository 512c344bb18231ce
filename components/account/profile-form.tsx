'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';

/** Changes the name that the hub greets with. */
export function ProfileForm({ action, name }: { action: FormStateAction; name: string | null }) {
  const t = useTranslations('account');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <form action={formAction} className="grid gap-4">
      {state.message && (
        <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'}>
          {state.message}
        </Alert>
      )}
      <Field id="name" label={t('name')} hint={t('nameHint')} error={state.errors.name}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            maxLength={80}
            defaultValue={state.values.name ?? name ?? ''}
          />
        )}
      </Field>
      <SubmitButton className="justify-self-start">{t('saveName')}</SubmitButton>
    </form>
  );
}
