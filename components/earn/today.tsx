import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Progress } from '@/components/ui/progress';
import { formatCredits } from '@/lib/format';

interface TodayProps {
  /** All in credits. */
  earned: number;
  cap: number;
  remaining: number;
}

/** How much of today's cap is used. */
export function Today({ earned, cap, remaining }: TodayProps) {
  const t = useTranslations('earn.today');
  const words = t('of', { earned: formatCredits(earned), cap: formatCredits(cap) });
  return (
    <Card>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg">{t('title')}</h2>
        <p className="font-semibold tabular-nums">{words}</p>
      </div>
      <Progress value={earned} max={cap} label={t('title')} valueText={words} tone="coin" className="h-3" />
      <p className="mt-3 text-sm text-muted">
        {remaining > 0 ? t('left', { remaining: formatCredits(remaining) }) : t('full')}
      </p>
    </Card>
  );
}
