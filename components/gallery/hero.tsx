import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { HeroArt } from './hero-art';

/** What this is, in one breath, and the one thing to do next. */
export function Hero({ welcomeBonus }: { welcomeBonus: number }) {
  const t = useTranslations('home.hero');
  return (
    <section className="grid items-center gap-x-10 gap-y-6 md:grid-cols-[1.1fr_1fr]">
      <div>
        <h1 className="text-[2.25rem] leading-[1.02] font-extrabold tracking-[-0.035em] sm:text-6xl lg:text-7xl">
          {t.rich('title', {
            mark: (chunks) => (
              <span className="underline decoration-coin decoration-[0.12em] underline-offset-[0.14em]">{chunks}</span>
            ),
          })}
        </h1>
        <p className="mt-3 max-w-xl text-muted sm:mt-5 sm:text-xl">{t('lead')}</p>
        <div className="mt-5 flex flex-wrap items-center gap-3 sm:mt-7">
          <LinkButton href="/sign-up" size="lg" className="max-sm:w-full">
            {t('start')}
          </LinkButton>
          <LinkButton href="#tools" size="lg" variant="secondary" className="max-sm:hidden">
            {t('look')}
          </LinkButton>
        </div>
        {welcomeBonus > 0 && <p className="mt-3 text-sm text-muted sm:mt-4">{t('bonus', { credits: welcomeBonus })}</p>}
      </div>
      <HeroArt className="max-md:hidden" />
    </section>
  );
}

/** For those who know all that: a word of welcome, and the tools come at once. */
export function Welcome({ name }: { name: string | null }) {
  const t = useTranslations('home.welcome');
  return (
    <PageHeader
      title={name ? t('named', { name }) : t('plain')}
      lead={t('lead')}
      action={
        <LinkButton href="/earn" variant="secondary">
          {t('earn')}
        </LinkButton>
      }
    />
  );
}
