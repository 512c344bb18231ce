import type { ComponentProps } from 'react';
import { ChevronDown } from 'lucide-react';
import { cx } from './cx';

const CONTROL =
  'tap w-full rounded-control border border-edge bg-surface px-3.5 py-2 text-base text-ink placeholder:text-muted ' +
  'transition-colors hover:border-ink/60 focus-visible:outline-offset-0 focus-visible:rounded-control ' +
  'aria-invalid:border-bad disabled:opacity-60';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cx(CONTROL, className)} {...rest} />;
}

/** Grows with its text where the browser can. */
export function Textarea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} className={cx(CONTROL, '[field-sizing:content] resize-y', className)} {...rest} />;
}

export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cx('relative block', className)}>
      <select className={cx(CONTROL, 'appearance-none pe-8 text-ellipsis')} {...rest}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-2.5 my-auto size-4 text-muted" />
    </span>
  );
}

/** A checkbox with its label; the whole line is the target. */
export function Checkbox({ label, className, ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <label className={cx('flex cursor-pointer items-center gap-3 tap', className)}>
      <input type="checkbox" className="size-5 accent-(--color-accent)" {...rest} />
      <span>{label}</span>
    </label>
  );
}
