import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/button';
import { Coin } from '@/components/ui/coin';
import { AccountMenu } from './account-menu';
import { Wordmark } from './logo';
import { NavLink } from './nav-link';
import { ThemeToggle } from './theme-toggle';
import type { ShellActions, Viewer } from './types';

const LINK =
  'tap inline-flex items-center rounded-control px-3 font-medium text-muted hover:text-ink aria-[current]:text-ink ' +
  'aria-[current]:underline aria-[current]:decoration-coin aria-[current]:decoration-[3px] aria-[current]:underline-offset-[7px]';

function MainLinks({ signedIn }: { signedIn: boolean }) {
  const t = useTranslations('common.nav');
  return (
    <nav aria-label={t('main')} className="hidden gap-1 md:flex">
      <NavLink href="/" also={['/tool']} className={LINK}>
        {t('tools')}
      </NavLink>
      {signedIn ? (
        <>
          <NavLink href="/earn" className={LINK}>
            {t('earn')}
          </NavLink>
          <NavLink href="/runs" also={['/batches', '/compare']} className={LINK}>
            {t('history')}
          </NavLink>
        </>
      ) : (
        <a href="/#how" className={LINK}>
          {t('how')}
        </a>
      )}
    </nav>
  );
}

/** The credits to spend, always in sight; leads to where they came from. */
function CreditsChip({ available }: { available: number }) {
  const t = useTranslations('common.nav');
  return (
    <Link
      href="/credits"
      className="inline-flex items-center rounded-full border border-line bg-surface px-3.5 tap hover:border-edge"
    >
      <span className="sr-only">{t('creditsAvailable')} </span>
      <Coin amount={available} />
    </Link>
  );
}

export function SiteHeader({
  appName,
  viewer,
  actions,
  bell,
}: {
  appName: string;
  viewer: Viewer | null;
  actions: ShellActions;
  bell?: ReactNode;
}) {
  const t = useTranslations('common.nav');
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-page">
      <div className="mx-auto flex h-16 max-w-7xl items-center gap-2 px-4 sm:gap-6 sm:px-6">
        <Wordmark name={appName} />
        <MainLinks signedIn={viewer !== null} />
        <div className="ms-auto flex items-center gap-1.5 sm:gap-2.5">
          {/* On a phone its place is the bell's; the foot of every page offers the same choice. */}
          <span className={viewer ? 'hidden sm:block' : undefined}>
            <ThemeToggle action={actions.setTheme} />
          </span>
          {viewer ? (
            <>
              <CreditsChip available={viewer.available} />
              {bell}
              <AccountMenu viewer={viewer} signOut={actions.signOut} />
            </>
          ) : (
            <>
              <LinkButton href="/sign-in" variant="quiet">
                {t('signIn')}
              </LinkButton>
              <span className="hidden sm:block">
                <LinkButton href="/sign-up">{t('signUp')}</LinkButton>
              </span>
            </>
          )}
        </div>
      </div>
    </header>
  );
}
