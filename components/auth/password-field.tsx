'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

interface PasswordFieldProps {
  label: string;
  hint?: string;
  error?: string;
  autoComplete: 'current-password' | 'new-password';
  minLength?: number;
}

/** A password that can be looked at. The eye needs script, and is not there without it. */
export function PasswordField({ label, hint, error, autoComplete, minLength }: PasswordFieldProps) {
  const t = useTranslations('auth');
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field id="password" label={label} hint={hint} error={error}>
      {(control) => (
        <span className="relative block">
          <Input
            {...control}
            name="password"
            type={shown ? 'text' : 'password'}
            autoComplete={autoComplete}
            minLength={minLength}
            maxLength={256}
            required
            className="pe-12"
          />
          <button
            type="button"
            onClick={() => setShown(!shown)}
            aria-pressed={shown}
            className="absolute end-0 top-0 grid place-items-center rounded-control text-muted tap hover:text-ink noscript:hidden"
          >
            <Icon aria-hidden className="size-5" />
            <span className="sr-only">{t('showPassword')}</span>
          </button>
        </span>
      )}
    </Field>
  );
}
