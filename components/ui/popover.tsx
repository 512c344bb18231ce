import type { ComponentProps, ReactNode } from 'react';
import { buttonClass, type ButtonVariant } from './button';
import { cx } from './cx';

/** Opens or closes the popover with this id. The browser does it; no script is needed. */
export function PopoverButton({
  target,
  variant = 'secondary',
  className,
  action,
  ...rest
}: {
  target: string;
  variant?: ButtonVariant;
  action?: 'show' | 'hide' | 'toggle';
} & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      popoverTarget={target}
      popoverTargetAction={action}
      className={buttonClass({ variant }, className)}
      {...rest}
    />
  );
}

/** A dialog over the page that asks one thing. Escape and a click outside close it. */
export function PopoverDialog({
  id,
  title,
  children,
  className,
}: {
  id: string;
  title: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div
      id={id}
      popover="auto"
      role="dialog"
      aria-labelledby={`${id}-title`}
      className={cx(
        'w-[min(26rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-start shadow-float',
        className,
      )}
    >
      <h2 id={`${id}-title`} className="mb-2 text-xl">
        {title}
      </h2>
      {children}
    </div>
  );
}
