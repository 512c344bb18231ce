import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/cx';
import { LogoMark } from './logo';
import { ThemeChoice } from './theme-toggle';
import type { Theme } from './theme';
import type { ShellActions } from './types';

function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="mb-1 font-sans text-sm font-semibold tracking-normal">{title}</h2>
      <ul className="text-muted [&_a]:inline-flex [&_a]:min-h-11 [&_a]:items-center [&_a]:hover:text-ink [&_a]:hover:underline">
        {children}
      </ul>
    </div>
  );
}

export function SiteFooter({
  appName,
  theme,
  signedIn,
  actions,
  adChoices,
}: {
  appName: string;
  theme: Theme | undefined;
  signedIn: boolean;
  actions: ShellActions;
  adChoices: boolean;
}) {
  const t = useTranslations('common');
  return (
    <footer
      className={cx(
        'mt-20 border-t border-line bg-sunken',
        signedIn && 'max-md:pb-[calc(3.5rem+env(safe-area-inset-bottom))]',
      )}
    >
      <div className="mx-auto grid max-w-7xl grid-cols-2 gap-10 px-4 py-12 sm:px-6 md:grid-cols-[1.6fr_1fr_1fr]">
        <div className="col-span-2 grid content-start justify-items-start gap-4 md:col-span-1">
          <p className="flex items-center gap-2 font-display text-lg font-extrabold">
            <LogoMark className="size-7" />
            {appName}
          </p>
          <p className="max-w-sm text-muted">{t('footer.line')}</p>
          <ThemeChoice action={actions.setTheme} current={theme} />
        </div>
        <Column title={t('footer.product')}>
          <li>
            <Link href="/">{t('nav.tools')}</Link>
          </li>
          <li>
            <a href="/#how">{t('nav.how')}</a>
          </li>
          <li>
            <Link href="/refunds">{t('footer.refunds')}</Link>
          </li>
          {adChoices && (
            <li>
              {/* By a full load: a consent platform may be there. */}
              <a href="/ad-choices">{t('footer.adChoices')}</a>
            </li>
          )}
          <li>
            <a href="/api/openapi.json">{t('footer.api')}</a>
          </li>
        </Column>
        <Column title={t('footer.you')}>
          {(signedIn ? (['earn', 'history', 'credits', 'account'] as const) : (['signIn', 'signUp'] as const)).map(
            (key) => (
              <li key={key}>
                <Link href={FOOTER_PATHS[key]}>{t(`nav.${key}`)}</Link>
              </li>
            ),
          )}
        </Column>
      </div>
    </footer>
  );
}

const FOOTER_PATHS = {
  earn: '/earn',
  history: '/runs',
  credits: '/credits',
  account: '/account',
  signIn: '/sign-in',
  signUp: '/sign-up',
} as const;
