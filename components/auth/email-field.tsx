import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import type { FormState } from '@/components/ui/form-state';
import { Input } from '@/components/ui/input';

/** The mail address that names an account; keeps what was typed when the form comes back. */
export function EmailField({ state }: { state: FormState }) {
  const t = useTranslations('auth');
  return (
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
  );
}
