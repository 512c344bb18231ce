import Link from 'next/link';
import type { ComponentProps } from 'react';
import { cx } from './cx';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'coin' | 'danger';
export type ButtonSize = 'md' | 'lg';

const BASE =
  'tap inline-flex items-center justify-center gap-2 rounded-control font-semibold whitespace-nowrap select-none [&>svg]:shrink-0 ' +
  'transition-[background-color,border-color,color,transform] duration-150 active:translate-y-px ' +
  'disabled:opacity-55 disabled:active:translate-y-0 aria-disabled:opacity-55';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-line bg-surface text-ink hover:border-edge',
  quiet: 'text-ink hover:bg-sunken',
  coin: 'bg-coin text-night hover:brightness-105',
  danger: 'border border-bad/40 bg-surface text-bad hover:bg-bad-soft',
};

const SIZES: Record<ButtonSize, string> = { md: 'px-4 py-2 text-[0.9375rem]', lg: 'px-6 py-3 text-base' };

interface Look {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

export function buttonClass({ variant = 'primary', size = 'md' }: Look = {}, extra?: string): string {
  return cx(BASE, VARIANTS[variant], SIZES[size], extra);
}

/** A button; inside a form say `type="submit"`, or use `SubmitButton`. */
export function Button({ variant, size, className, type = 'button', ...rest }: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonClass({ variant, size }, className)} {...rest} />;
}

/** A link that looks like a button. */
export function LinkButton({ variant, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={buttonClass({ variant, size }, className)} {...rest} />;
}
