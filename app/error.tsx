'use client';

import { useTranslations } from 'next-intl';
import { Button, LinkButton } from '@/components/ui/button';

/** Stands in for a page that failed. What went wrong is in the log, under the reference. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('errors.unexpected');
  return (
    <main id="main" className="mx-auto grid min-h-[60dvh] max-w-xl content-center gap-4 px-5 py-16">
      <h1 className="text-4xl">{t('title')}</h1>
      <p className="text-lg text-muted">{t('body')}</p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={reset}>{t('retry')}</Button>
        <LinkButton href="/" variant="secondary">
          {t('home')}
        </LinkButton>
      </div>
      {error.digest && <p className="text-sm text-muted">{t('reference', { digest: error.digest })}</p>}
    </main>
  );
}
