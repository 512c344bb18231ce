import type { ReactNode } from 'react';

/** A small thing that can be done with a turn; its words are its title. */
export function TurnButton({
  label,
  disabled,
  onClick,
  children,
}: {
  label: string;
  disabled?: boolean;
  onClick(): void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
      className="grid place-items-center rounded-control text-muted transition-colors tap hover:bg-sunken hover:text-ink disabled:opacity-40"
    >
      {children}
    </button>
  );
}
