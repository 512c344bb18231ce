import { Download } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Button, buttonClass } from '@/components/ui/button';
import { Select } from '@/components/ui/input';
import { LinkTabs } from '@/components/ui/tabs';
import { STATEMENT_GROUPS } from '@/lib/credits/types';
import { exportAddress, statementAddress, type StatementView } from './statement-address';

/** Links and a form that only asks: the answer is an address that can be kept, with or without script. */
export function StatementFilters({ view, months }: { view: StatementView; months: string[] }) {
  const t = useTranslations('credits.statement');
  const format = useFormatter();
  const tabs = [undefined, ...STATEMENT_GROUPS].map((kind) => ({
    href: statementAddress({ ...view, kind }),
    label: t(`group.${kind ?? 'all'}`),
    current: view.kind === kind,
  }));
  return (
    <div className="mb-3 grid gap-3">
      <LinkTabs label={t('groups')} tabs={tabs} />
      <div className="flex flex-wrap items-center gap-2">
        <form action="/credits" method="get" className="flex w-full items-center gap-2 sm:w-auto">
          {view.kind && <input type="hidden" name="kind" value={view.kind} />}
          <label htmlFor="statement-month" className="sr-only">
            {t('month')}
          </label>
          <Select id="statement-month" name="month" defaultValue={view.month ?? ''} key={view.month ?? ''}>
            <option value="">{t('anyMonth')}</option>
            {months.map((month) => (
              <option key={month} value={month}>
                {format.dateTime(new Date(`${month}-01T00:00:00Z`), { month: 'long', year: 'numeric' })}
              </option>
            ))}
          </Select>
          <Button type="submit" variant="secondary">
            {t('show')}
          </Button>
        </form>
        <a href={exportAddress(view)} download className={buttonClass({ variant: 'quiet' }, 'sm:ms-auto')}>
          <Download aria-hidden className="size-4.5" />
          {t('export')}
        </a>
      </div>
    </div>
  );
}
