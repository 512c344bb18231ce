import type { ComponentProps, ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

interface LineFieldProps extends Pick<ComponentProps<'input'>, 'inputMode' | 'placeholder' | 'spellCheck'> {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  aside?: ReactNode;
  /** As it stands, or as it was typed. */
  value: string | number;
  error?: string | undefined;
  className?: string;
}

/** One line or number that is typed. */
export function LineField({ name, label, hint, aside, value, error, className, ...rest }: LineFieldProps) {
  return (
    <Field id={name} label={label} aside={aside} hint={hint} error={error} className={className}>
      {(control) => (
        <Input
          {...control}
          {...rest}
          key={value}
          name={name}
          autoComplete="off"
          defaultValue={value}
          className="tabular-nums"
        />
      )}
    </Field>
  );
}
