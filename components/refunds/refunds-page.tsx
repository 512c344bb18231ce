import { useTranslations, type Messages } from 'next-intl';
import { PageHeader } from '@/components/ui/page-header';
import type { RefundShare } from '@/lib/runs/types';
import { ShareMeter } from './share-meter';

export interface PublishedReason {
  code: keyof Messages['receipt']['reasons'];
  share: RefundShare;
  /** What a person reads beside such a run. */
  sentence: string;
}

interface RefundsPageProps {
  reasons: readonly PublishedReason[];
  /** Refunds for refused content within 24 hours, after which new runs wait. */
  moderationLimit: number;
  /** Percent of a flat price that is due once anything was delivered. */
  floorPercent: number;
}

const SHARES = ['all', 'part', 'unused'] as const;
const FACTS = ['lots', 'soon', 'shown'] as const;

function Reason({ reason, ...numbers }: { reason: PublishedReason } & Omit<RefundsPageProps, 'reasons'>) {
  const t = useTranslations('refunds');
  const titles = useTranslations('receipt.reasons');
  return (
    <li
      id={reason.code}
      className="scroll-mt-24 border-t border-line py-5 target:-mx-3 target:rounded-control target:border-transparent target:bg-accent-soft target:px-3 sm:grid sm:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] sm:gap-6"
    >
      <h3 className="font-sans text-base font-semibold tracking-normal">{titles(reason.code)}</h3>
      <div className="mt-1 grid gap-2 sm:mt-0">
        <p>{t(`when.${reason.code}`, { limit: numbers.moderationLimit, percent: numbers.floorPercent })}</p>
        <p className="text-sm text-muted">{t('youRead', { sentence: reason.sentence })}</p>
      </div>
    </li>
  );
}

/** What is refunded and when, from the same table that the bill is made with. */
export function RefundsPage({ reasons, ...numbers }: RefundsPageProps) {
  const t = useTranslations('refunds');
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={t('title')} lead={t('lead')} />
      {SHARES.map((share) => (
        <section
          key={share}
          aria-labelledby={`${share}-title`}
          className="mt-6 rounded-card border border-line bg-surface px-5 pt-5 pb-1 sm:mt-8 sm:px-8 sm:pt-8"
        >
          <div className="mb-5 flex items-center gap-4 sm:gap-6">
            <ShareMeter share={share} label={t(`groups.${share}.meter`)} />
            <div>
              <h2 id={`${share}-title`} className="text-2xl sm:text-3xl">
                {t(`groups.${share}.title`)}
              </h2>
              <p className="mt-1 text-muted">{t(`groups.${share}.lead`)}</p>
            </div>
          </div>
          <ul>
            {reasons
              .filter((reason) => reason.share === share)
              .map((reason) => (
                <Reason key={reason.code} reason={reason} {...numbers} />
              ))}
          </ul>
        </section>
      ))}
      <section aria-labelledby="how-title" className="mt-14 sm:mt-20">
        <h2 id="how-title" className="text-2xl sm:text-3xl">
          {t('how.title')}
        </h2>
        <ul className="mt-6 grid gap-8 md:grid-cols-3">
          {FACTS.map((fact) => (
            <li key={fact} className="border-t-2 border-ink pt-4">
              <h3 className="text-xl">{t(`how.${fact}.title`)}</h3>
              <p className="mt-2 text-muted">{t(`how.${fact}.body`)}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
