import Link from 'next/link';
import { cx } from './cx';

export interface LinkTab {
  href: string;
  label: string;
  current: boolean;
}

/** Tabs that are addresses: each is a page of its own, so they work before any script and can be shared. */
export function LinkTabs({ label, tabs, className }: { label: string; tabs: LinkTab[]; className?: string }) {
  return (
    <nav aria-label={label} className={cx('-mx-1 overflow-x-auto', className)}>
      <ul className="flex gap-1 px-1 py-1">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.current ? 'page' : undefined}
              className={cx(
                'inline-flex items-center rounded-full border px-4 text-sm font-semibold whitespace-nowrap transition-colors tap',
                tab.current ? 'border-ink bg-ink text-page' : 'border-line text-muted hover:border-edge hover:text-ink',
              )}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
