import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { NavLink } from '@/components/layout/nav-link';
import { ConsoleMenu } from './console-menu';
import { CONSOLE_PAGES, consoleHref, type ConsolePage } from './console-pages';

const LINK =
  'tap flex items-center rounded-control px-3.5 font-medium text-muted hover:bg-sunken hover:text-ink ' +
  'aria-[current]:bg-accent-soft aria-[current]:text-accent-strong';

function Waiting({ count }: { count: number }) {
  const t = useTranslations('admin.nav');
  if (count === 0) return null;
  return (
    <span className="ms-2 rounded-full bg-accent px-2 text-sm leading-5 font-bold text-on-accent tabular-nums">
      <span aria-hidden>{count}</span>
      <span className="sr-only">{t('waiting', { count })}</span>
    </span>
  );
}

interface PagesProps {
  names: Record<ConsolePage, string>;
  waiting: number;
  className: string;
}

function Pages({ names, waiting, className }: PagesProps) {
  return (
    <ul className={className}>
      {CONSOLE_PAGES.map((page) => (
        <li key={page}>
          <NavLink href={consoleHref(page)} exact={page === 'overview'} className={LINK}>
            {names[page]}
            {page === 'support' && <Waiting count={waiting} />}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

/** The operator's console: its own navigation at the side, folded above the page on a phone. `waiting`: reports without a decision. */
export function AdminFrame({ waiting = 0, children }: { waiting?: number; children: ReactNode }) {
  const t = useTranslations('admin.nav');
  const names = Object.fromEntries(CONSOLE_PAGES.map((page) => [page, t(page)])) as Record<ConsolePage, string>;
  return (
    <div className="grid content-start gap-6 lg:grid-cols-[13rem_1fr] lg:gap-10">
      <ConsoleMenu label={t('label')} names={names} badge={<Waiting count={waiting} />}>
        <Pages names={names} waiting={waiting} className="grid grid-cols-2 gap-1" />
      </ConsoleMenu>
      <nav aria-label={t('label')} className="hidden lg:sticky lg:top-24 lg:block lg:self-start">
        <Pages names={names} waiting={waiting} className="flex flex-col gap-1" />
      </nav>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
