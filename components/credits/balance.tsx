import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/button';
import { Coin, CoinIcon } from '@/components/ui/coin';
import { formatCredits } from '@/lib/format';
import type { CreditsView } from '@/lib/credits/types';

/** What can be spent, in the largest type of the page; what is set aside and what is owed beside it. */
export function Balance({ credits }: { credits: Pick<CreditsView, 'available' | 'held' | 'debt'> }) {
  const t = useTranslations('credits');
  return (
    <section aria-labelledby="balance-title">
      <div className="ticket flex flex-col rounded-card bg-coin-soft [--bite:72%] sm:flex-row sm:items-stretch">
        <div className="flex-1 px-6 py-7 sm:px-8">
          <h2 id="balance-title" className="font-sans text-sm font-semibold tracking-normal text-coin-ink">
            {t('available')}
          </h2>
          <p className="mt-1 flex items-center gap-3 font-display text-6xl font-extrabold tracking-tight tabular-nums sm:text-7xl">
            <CoinIcon className="size-12 sm:size-14" />
            {formatCredits(credits.available)}
          </p>
          {credits.held > 0 && (
            <p className="mt-3 text-[0.9375rem]">{t.rich('held', { amount: () => <Coin amount={credits.held} /> })}</p>
          )}
        </div>
        <div className="flex items-center px-6 pb-6 sm:w-[28%] sm:justify-center sm:border-s-2 sm:border-dashed sm:border-page sm:p-6">
          <LinkButton href="/earn" variant="primary" className="w-full sm:w-auto">
            {t('earn')}
          </LinkButton>
        </div>
      </div>
      {credits.debt > 0 && (
        <Alert tone="warn" title={t('debt.title', { amount: formatCredits(credits.debt) })} className="mt-4">
          {t('debt.body')}
        </Alert>
      )}
    </section>
  );
}
