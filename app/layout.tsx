import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ClientMessages } from '@/components/layout/client-messages';
import { SkipLink } from '@/components/layout/skip-link';
import { THEME_COOKIE, themeFrom } from '@/components/layout/theme';
import { getEnv } from '@/lib/env';
import { directionOf } from '@/lib/i18n';
import { bricolage } from './fonts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  const { APP_NAME: app, APP_URL } = getEnv();
  return {
    title: { default: t('meta.title', { app }), template: `%s · ${app}` },
    description: t('meta.description'),
    applicationName: app,
    metadataBase: APP_URL ? new URL(APP_URL) : null,
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf6' },
    { media: '(prefers-color-scheme: dark)', color: '#0f0e14' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  // The theme is in the first byte of the page: no script has to run, and nothing flashes.
  const theme = themeFrom(jar.get(THEME_COOKIE)?.value);
  return (
    <html lang={locale} dir={directionOf(locale)} data-theme={theme} className={bricolage.variable}>
      <body>
        <SkipLink />
        {/* For the error page, which the browser draws. */}
        <ClientMessages namespaces={['errors']}>{children}</ClientMessages>
      </body>
    </html>
  );
}
