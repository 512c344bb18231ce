'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/** A menu the browser opens and closes by itself; going to another page closes it too. */
export function Menu({
  id,
  label,
  trigger,
  children,
}: {
  id: string;
  label: string;
  trigger: ReactNode;
  children: ReactNode;
}) {
  const path = usePathname();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        className="inline-grid place-items-center rounded-full tap"
      >
        {trigger}
      </button>
      <div
        key={path}
        id={id}
        popover="auto"
        className="fixed start-auto end-[max(1rem,calc((100vw-74rem)/2))] top-16 bottom-auto m-0 w-64 rounded-card border border-line bg-surface p-2 shadow-float"
      >
        {children}
      </div>
    </>
  );
}
