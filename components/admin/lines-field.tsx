import type { ReactNode } from 'react';
import { cx } from '@/components/ui/cx';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/input';

interface LinesFieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  aside?: ReactNode;
  /** As they stand, or as they were typed. */
  lines: string;
  /** What is wrong with each of them, a line each. */
  error?: string | undefined;
  rows?: number;
  placeholder?: string;
  /** How high it may grow. */
  className?: string;
}

/** A list that is written with one entry a line. */
export function LinesField({ name, label, hint, aside, lines, error, className, ...rest }: LinesFieldProps) {
  return (
    <Field
      id={name}
      label={label}
      aside={aside}
      hint={hint}
      error={error && <span className="whitespace-pre-line">{error}</span>}
    >
      {(control) => (
        // A form that React resets takes a text back to what it was made with: a new value makes a new one.
        <Textarea
          {...control}
          {...rest}
          key={lines}
          name={name}
          defaultValue={lines}
          spellCheck={false}
          autoCapitalize="off"
          className={cx('font-mono text-[0.9375rem]', className ?? 'max-h-80 min-h-24!')}
        />
      )}
    </Field>
  );
}
