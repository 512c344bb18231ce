'use client';

import { ChevronDown } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { CONSOLE_PAGES, consoleHref, type ConsolePage } from './console-pages';

interface ConsoleMenuProps {
  label: string;
  names: Record<ConsolePage, string>;
  /** What waits for the operator, if anything does. */
  badge: ReactNode;
  children: ReactNode;
}

/** The console's navigation on a phone: folded, under the name of the page one is on; it folds again with every other page. */
export function ConsoleMenu({ label, names, badge, children }: ConsoleMenuProps) {
  const pathname = usePathname() ?? '';
  const here = CONSOLE_PAGES.findLast((page) => `${pathname}/`.startsWith(`${consoleHref(page)}/`));
  return (
    <details key={pathname} className="group rounded-card border border-line bg-surface lg:hidden">
      <summary className="flex items-center gap-2 px-4 font-semibold tap">
        <span className="text-muted">{label}</span>
        <span className="flex-1">{here && names[here]}</span>
        {badge}
        <ChevronDown
          aria-hidden
          className="size-5 transition-transform group-open:rotate-180 motion-reduce:transition-none"
        />
      </summary>
      <nav aria-label={label} className="border-t border-line p-2">
        {children}
      </nav>
    </details>
  );
}
