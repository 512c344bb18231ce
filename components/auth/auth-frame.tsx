import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { HeroArt } from '@/components/gallery/hero-art';
import { Wordmark } from '@/components/layout/logo';
import { ThemeToggle } from '@/components/layout/theme-toggle';
import type { FormAction } from '@/components/layout/types';

/** Half form, half picture; on a phone the form alone. */
export function AuthFrame({
  appName,
  setTheme,
  children,
}: {
  appName: string;
  setTheme: FormAction;
  children: ReactNode;
}) {
  const t = useTranslations('auth');
  return (
    <div className="grid min-h-dvh lg:grid-cols-[1fr_1.1fr]">
      <div className="flex flex-col px-5 py-4 sm:px-10">
        <header className="flex items-center justify-between">
          <Wordmark name={appName} />
          <ThemeToggle action={setTheme} />
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center py-10 outline-none"
        >
          {children}
        </main>
      </div>
      <aside
        aria-label={t('aside')}
        className="hidden flex-col items-center justify-center gap-6 border-s border-line bg-sunken p-12 lg:flex"
      >
        <HeroArt className="max-w-lg" />
        <p className="max-w-md text-center font-display text-2xl leading-snug font-bold text-balance">{t('pitch')}</p>
      </aside>
    </div>
  );
}
