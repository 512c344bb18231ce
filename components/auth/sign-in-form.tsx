'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';
import { EmailField } from './email-field';
import { FormMessage } from './form-message';
import { PasswordField } from './password-field';
import type { Onward } from './onward';

export function SignInForm({ action, onward }: { action: FormStateAction; onward: Onward }) {
  const t = useTranslations('auth');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <form action={formAction} className="grid gap-5">
      <FormMessage message={state.message} />
      <input type="hidden" name="next" value={onward.next} />
      {onward.draft && <input type="hidden" name="draft" value={onward.draft} />}
      <EmailField state={state} />
      <PasswordField label={t('password')} error={state.errors.password} autoComplete="current-password" />
      <Link
        href="/forgot"
        className="-my-3 inline-flex min-h-11 items-center justify-self-start text-accent-strong underline underline-offset-4"
      >
        {t('forgot.link')}
      </Link>
      <SubmitButton size="lg">{t('signIn.submit')}</SubmitButton>
    </form>
  );
}
