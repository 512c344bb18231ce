import type { ReactNode } from 'react';
import { typedOf, type FormState } from '@/components/ui/form-state';
import { Checkbox } from '@/components/ui/input';

interface BoxFieldProps {
  name: string;
  /** As it stands. */
  on: boolean;
  label: string;
  hint?: ReactNode;
  state: FormState;
  className?: string;
}

/** A box of a form that is saved as a whole: what was refused stays as it was ticked. An unticked one sends nothing. */
export function BoxField({ name, on, label, hint, state, className }: BoxFieldProps) {
  const typed = typedOf(state);
  const ticked = typed ? typed[name] === 'true' : on;
  const box = (
    <Checkbox
      key={String(ticked)}
      name={name}
      value="true"
      defaultChecked={ticked}
      label={label}
      aria-describedby={hint ? `${name}-hint` : undefined}
      className={className}
    />
  );
  if (!hint) return box;
  return (
    <div>
      {box}
      <p id={`${name}-hint`} className="ps-8 text-sm text-muted sm:-mt-1.5">
        {hint}
      </p>
    </div>
  );
}
