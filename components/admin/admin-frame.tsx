import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { NavLink } from '@/components/layout/nav-link';

const LINK =
  'tap flex items-center rounded-control px-3.5 font-medium whitespace-nowrap text-muted hover:bg-sunken hover:text-ink ' +
  'aria-[current]:bg-accent-soft aria-[current]:text-accent-strong';

/** The operator's console: its own navigation at the side, above the page on a phone. `waiting`: reports without a decision. */
export function AdminFrame({ waiting = 0, children }: { waiting?: number; children: ReactNode }) {
  const t = useTranslations('admin.nav');
  return (
    <div className="grid gap-6 lg:grid-cols-[13rem_1fr] lg:gap-10">
      <nav aria-label={t('label')} className="-mx-1 lg:sticky lg:top-24 lg:self-start">
        <ul className="flex flex-wrap gap-1 px-1 lg:flex-col lg:flex-nowrap">
          {(
            [
              'overview',
              'providers',
              'models',
              'settings',
              'margins',
              'credits',
              'ledger',
              'support',
              'safety',
              'cache',
              'mails',
            ] as const
          ).map((page) => (
            <li key={page}>
              <NavLink
                href={page === 'overview' ? '/admin' : `/admin/${page}`}
                exact={page === 'overview'}
                className={LINK}
              >
                {t(page)}
                {page === 'support' && waiting > 0 && (
                  <span className="ms-2 rounded-full bg-accent px-2 text-sm leading-5 font-bold text-on-accent tabular-nums">
                    <span aria-hidden>{waiting}</span>
                    <span className="sr-only">{t('waiting', { count: waiting })}</span>
                  </span>
                )}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
