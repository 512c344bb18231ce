'use client';

import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { cx } from './cx';

interface DialogProps {
  open: boolean;
  /** Called when the person closes it: the button, Escape. */
  onClose(): void;
  title: string;
  closeLabel: string;
  children: ReactNode;
  className?: string;
}

/** A modal of the browser's own kind: focus stays inside and returns to where it was. */
export function Dialog({ open, onClose, title, closeLabel, children, className }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      className={cx(
        'w-[min(34rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 shadow-float',
        className,
      )}
    >
      <div className="mb-4 flex items-start justify-between gap-4">
        <h2 id={titleId} className="text-xl">
          {title}
        </h2>
        <button
          type="button"
          onClick={() => ref.current?.close()}
          className="-m-2.5 inline-grid place-items-center rounded-control text-muted tap hover:text-ink"
        >
          <X aria-hidden className="size-5" />
          <span className="sr-only">{closeLabel}</span>
        </button>
      </div>
      {children}
    </dialog>
  );
}
