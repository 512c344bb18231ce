import { useFormatter, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { useDollars } from '../dollars';
import type { Figures } from './types';

/** Day by day, newest first: a bar for the served part of the runs, with its numbers beside it. */
export function ByDay({ days }: { days: (Figures & { day: string })[] }) {
  const t = useTranslations('adminCache');
  const format = useFormatter();
  const money = useDollars();
  return (
    <Card>
      <CardHeader title={t('days.title')} />
      <ul className="grid gap-3">
        {days.toReversed().map((day) => (
          <li
            key={day.day}
            className="grid grid-cols-[6.5rem_1fr] items-center gap-x-3 sm:grid-cols-[6.5rem_1fr_15rem]"
          >
            <time dateTime={day.day} className="text-sm">
              {format.dateTime(new Date(`${day.day}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })}
            </time>
            <span aria-hidden className="h-2.5 overflow-hidden rounded-full bg-sunken">
              <span className="block h-full rounded-full bg-accent" style={{ inlineSize: `${day.hitRate * 100}%` }} />
            </span>
            <span className="col-start-2 text-sm text-muted tabular-nums sm:col-start-3 sm:text-end">
              {t('totals.percent', { rate: day.hitRate })} · {t('days.runs', { count: day.runs })} ·{' '}
              {money(day.savedUsd)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
