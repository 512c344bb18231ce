import { getTranslations } from 'next-intl/server';
import { LogoMark } from '@/components/layout/logo';
import { LinkButton } from '@/components/ui/button';

/** The words of a page that is not there. */
export async function NothingHere() {
  const t = await getTranslations('errors.notFound');
  return (
    <div className="mx-auto grid min-h-[60dvh] max-w-xl content-center gap-4 py-10">
      <LogoMark className="size-14" />
      <h1 className="text-4xl">{t('title')}</h1>
      <p className="text-lg text-muted">{t('body')}</p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/">{t('home')}</LinkButton>
        <LinkButton href="/runs" variant="secondary">
          {t('runs')}
        </LinkButton>
      </div>
    </div>
  );
}
