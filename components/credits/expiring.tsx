import { Hourglass } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { cx } from '@/components/ui/cx';
import { formatCredits } from '@/lib/format';
import type { LotView } from '@/lib/credits/types';

const DAY_MS = 86_400_000;
const WARN_DAYS = 7;

/** Whole days that remain after today, in UTC; null for a lot that stays, or stays longer than a warning is worth. */
export function daysLeft(lot: Pick<LotView, 'expiresAt'>, now: Date): number | null {
  if (!lot.expiresAt) return null;
  const days = Math.floor(new Date(lot.expiresAt).getTime() / DAY_MS) - Math.floor(now.getTime() / DAY_MS);
  return days <= WARN_DAYS ? Math.max(days, 0) : null;
}

/** Says what will be lost soon; silent when nothing is. `quiet` is one line for other pages, leading to this one. */
export function Expiring({ lots, now, quiet = false }: { lots: LotView[]; now: Date; quiet?: boolean }) {
  const t = useTranslations('credits.expiring');
  const format = useFormatter();
  const soon = lots.flatMap((lot) => {
    const days = daysLeft(lot, now);
    return days === null || !lot.expiresAt ? [] : [{ ...lot, days, expiresAt: lot.expiresAt }];
  });
  if (soon.length === 0) return null;
  const total = soon.reduce((sum, lot) => sum + lot.remaining, 0);
  const days = Math.min(...soon.map((lot) => lot.days));
  const first = soon.filter((lot) => lot.days === days);
  const firstTotal = first.reduce((sum, lot) => sum + lot.remaining, 0);
  const day = format.dateTime(new Date(first[0]?.expiresAt ?? now), {
    weekday: 'long',
    ...(days >= WARN_DAYS ? { day: 'numeric', month: 'long' } : {}),
  });
  const when = days === 0 ? t('today') : t('on', { day });
  const sentence =
    first.length === soon.length
      ? t('one', { amount: formatCredits(total), number: total, when })
      : t('some', { amount: formatCredits(total), first: formatCredits(firstTotal), when });
  return (
    <p
      className={cx(
        'flex items-center gap-2.5 text-warn',
        quiet ? 'mb-5 text-sm' : 'rounded-card border border-warn/30 bg-warn-soft px-4 py-3.5 font-semibold',
      )}
    >
      <Hourglass aria-hidden className={quiet ? 'size-4 shrink-0' : 'size-5 shrink-0'} />
      <span>
        {sentence}{' '}
        {quiet && (
          <Link href="/credits" className="font-medium underline underline-offset-4">
            {t('see')}
          </Link>
        )}
      </span>
    </p>
  );
}
