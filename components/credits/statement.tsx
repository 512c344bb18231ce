import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { When } from '@/components/ui/when';
import type { StatementEntry } from '@/lib/credits/types';
import type { StatementView } from './statement-address';
import { StatementFilters } from './statement-filters';
import { StatementRow } from './statement-row';
import { subjectOf, type Subjects } from './types';

interface StatementProps {
  entries: StatementEntry[];
  subjects?: Subjects;
  view?: StatementView;
  /** To choose from; without any there is nothing to look for. */
  months?: string[];
  /** Addresses of other pages of the list, where there are any. */
  newerHref: string | null;
  olderHref: string | null;
}

/** Days in the order of the list. */
function byDay(entries: StatementEntry[]): [string, StatementEntry[]][] {
  const days = new Map<string, StatementEntry[]>();
  for (const entry of entries) {
    const day = entry.createdAt.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

function Nothing({ filtered }: { filtered: boolean }) {
  const t = useTranslations('credits.statement');
  return (
    <div className="grid justify-items-start gap-3 rounded-control bg-sunken p-5">
      <p className="font-medium">{t(filtered ? 'noMatch' : 'empty')}</p>
      {filtered ? (
        <LinkButton href="/credits" variant="secondary">
          {t('showAll')}
        </LinkButton>
      ) : (
        <p className="text-muted">{t('emptyBody')}</p>
      )}
    </div>
  );
}

function Pages({ newerHref, olderHref }: Pick<StatementProps, 'newerHref' | 'olderHref'>) {
  const t = useTranslations('credits.statement');
  if (!newerHref && !olderHref) return null;
  return (
    <nav aria-label={t('pages')} className="mt-4 flex justify-between gap-3">
      {newerHref ? (
        <LinkButton href={newerHref} variant="secondary">
          {t('newest')}
        </LinkButton>
      ) : (
        <span />
      )}
      {olderHref && (
        <LinkButton href={olderHref} variant="secondary">
          {t('older')}
        </LinkButton>
      )}
    </nav>
  );
}

/** Every movement, day by day, newest first. */
export function Statement({ entries, subjects = {}, view = {}, months = [], newerHref, olderHref }: StatementProps) {
  const t = useTranslations('credits');
  return (
    <Card>
      <CardHeader title={t('statement.title')} />
      {months.length > 0 && <StatementFilters view={view} months={months} />}
      {entries.length === 0 && <Nothing filtered={Boolean(view.kind ?? view.month)} />}
      {byDay(entries).map(([day, rows]) => (
        <section key={day} aria-labelledby={`day-${day}`} className="mt-4">
          <h3
            id={`day-${day}`}
            className="border-b border-line pb-1.5 font-sans text-sm font-semibold tracking-normal text-muted"
          >
            <When at={`${day}T00:00:00.000Z`} style="day" />
          </h3>
          <ul className="divide-y divide-line">
            {rows.map((entry) => (
              <StatementRow key={entry.id} entry={entry} subject={subjectOf(subjects, entry.ref)} />
            ))}
          </ul>
        </section>
      ))}
      <Pages newerHref={newerHref} olderHref={olderHref} />
    </Card>
  );
}
