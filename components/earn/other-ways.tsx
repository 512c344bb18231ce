import { ExternalLink, Gift, ListChecks, Repeat2, ShieldCheck, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { buttonClass } from '@/components/ui/button';
import { Coin } from '@/components/ui/coin';

function Way({
  Icon,
  title,
  children,
  aside,
}: {
  Icon: LucideIcon;
  title: string;
  children: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <li className="flex min-w-0 flex-wrap items-start gap-3.5 rounded-card border border-line bg-surface p-5">
      <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-muted">
        <Icon className="size-5" />
      </span>
      <div className="min-w-0 flex-1 basis-40">
        <h3 className="text-lg">{title}</h3>
        <p className="mt-1 text-[0.9375rem] text-muted">{children}</p>
      </div>
      {aside}
    </li>
  );
}

/** Leads away from the hub, and says so; what is done there pays when the other company says that it was done. */
function Offers({ url }: { url: string }) {
  const t = useTranslations('earn.other');
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4 rounded-card border border-coin/40 bg-coin-soft p-5">
      <div className="flex max-w-2xl min-w-0 items-start gap-3.5">
        <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-full bg-surface text-coin-ink">
          <ListChecks className="size-5" />
        </span>
        <div>
          <h3 className="text-lg">{t('offers')}</h3>
          <p className="mt-1 text-[0.9375rem] text-coin-ink">{t('offersBody')}</p>
        </div>
      </div>
      <a href={url} target="_blank" rel="noopener noreferrer" className={buttonClass()}>
        {t('offersGo')}
        <ExternalLink aria-hidden className="size-4" />
        <span className="sr-only">{t('newTab')}</span>
      </a>
    </div>
  );
}

/** What brings or saves credits without an ad: only what there is. */
export function OtherWays({ bonusLeft, offersUrl }: { bonusLeft: number; offersUrl: string | null }) {
  const t = useTranslations('earn.other');
  return (
    <section aria-labelledby="other-title" className="grid grid-cols-1 gap-4">
      <h2 id="other-title" className="text-2xl">
        {t('title')}
      </h2>
      {offersUrl && <Offers url={offersUrl} />}
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(19rem,100%),1fr))] gap-4">
        {bonusLeft > 0 && (
          <Way Icon={Gift} title={t('welcome')} aside={<Coin amount={bonusLeft} className="text-lg" />}>
            {t('welcomeBody')}
          </Way>
        )}
        <Way Icon={Repeat2} title={t('repeat')}>
          {t('repeatBody')}
        </Way>
        <Way Icon={ShieldCheck} title={t('refund')}>
          {t.rich('refundBody', {
            rules: (words) => (
              <Link href="/refunds" className="font-medium text-ink underline underline-offset-4">
                {words}
              </Link>
            ),
          })}
        </Way>
      </ul>
    </section>
  );
}
