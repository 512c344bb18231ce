import { useTranslations } from 'next-intl';
import { buttonClass } from '@/components/ui/button';
import { ConsentForm } from './consent-form';
import type { ConsentAction } from './types';

interface ConsentBannerProps {
  action: ConsentAction;
  /** A consent platform asks. */
  platform?: boolean;
  /** A card within a page, rather than a strip above all of it. */
  framed?: boolean;
}

/**
 * The question about ads of other companies, above the page's content and part of its flow: it covers nothing, and
 * nothing waits for the answer. Where a consent platform asks, it leads to the page that the platform is on.
 */
export function ConsentBanner({ action, platform = false, framed = false }: ConsentBannerProps) {
  const t = useTranslations('adChoices');
  return (
    <section
      aria-labelledby="ad-choices-title"
      className={
        framed ? 'mx-auto mt-12 max-w-3xl rounded-card border border-line bg-sunken' : 'border-b border-line bg-sunken'
      }
    >
      <div className="mx-auto grid max-w-7xl items-center gap-x-8 gap-y-3 px-4 py-4 sm:px-6 md:grid-cols-[1fr_auto]">
        <div className="max-w-2xl">
          <h2 id="ad-choices-title" className="font-sans text-base font-semibold tracking-normal">
            {t('title')}
          </h2>
          <p className="mt-0.5 text-sm text-muted">
            {t.rich('body', {
              // A page of its own: a consent platform may be there, which only a full load lets in.
              more: (chunks) => (
                <a href="/ad-choices" className="font-medium text-accent-strong underline underline-offset-4">
                  {chunks}
                </a>
              ),
            })}
          </p>
        </div>
        {platform ? (
          <a href="/ad-choices" className={buttonClass({ variant: 'secondary' })}>
            {t('choose')}
          </a>
        ) : (
          <ConsentForm action={action} />
        )}
      </div>
    </section>
  );
}
