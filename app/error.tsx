'use client';

import { NextIntlClientProvider, useTranslations } from 'next-intl';
import { Button, LinkButton } from '@/components/ui/button';
import errors from '@/lib/i18n/messages/en/errors.json';

function Failure({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  const t = useTranslations('errors.unexpected');
  return (
    <main id="main" className="mx-auto grid min-h-[60dvh] max-w-xl content-center gap-4 px-5 py-16">
      <h1 className="text-4xl">{t('title')}</h1>
      <p className="text-lg text-muted">{t('body')}</p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={retry}>{t('retry')}</Button>
        <LinkButton href="/" variant="secondary">
          {t('home')}
        </LinkButton>
      </div>
      {digest && <p className="text-sm text-muted">{t('reference', { digest })}</p>}
    </main>
  );
}

/** Stands in for a page that failed. It brings its own words: the failure may lie in the catalog's provider. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <NextIntlClientProvider locale="en" messages={{ errors }} timeZone="UTC">
      <Failure digest={error.digest} retry={reset} />
    </NextIntlClientProvider>
  );
}
