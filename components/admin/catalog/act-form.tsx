'use client';

import { useActionState, type ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import type { ButtonVariant } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';

interface ActFormProps {
  action: FormStateAction;
  /** What is sent: whom it is about, and what is to become of it. */
  fields: Record<string, string>;
  /** The button's words, as far as it is short; `name` says the whole to a screen reader. */
  children: ReactNode;
  name?: string;
  variant?: ButtonVariant;
  className?: string;
}

/** One button that does one thing, and says how it went. */
export function ActForm({ action, fields, children, name, variant = 'secondary', className }: ActFormProps) {
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <form action={formAction} className={cx('flex flex-wrap items-center gap-3', className)}>
      {Object.entries(fields).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <SubmitButton variant={variant} aria-label={name}>
        {children}
      </SubmitButton>
      {state.message && (
        <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'} className="min-w-0">
          {state.message}
        </Alert>
      )}
    </form>
  );
}
