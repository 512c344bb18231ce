import { Trash2 } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { FormAction } from '@/components/layout/types';
import { Button } from '@/components/ui/button';
import type { FormStateAction } from '@/components/ui/form-state';
import { PopoverButton, PopoverDialog } from '@/components/ui/popover';
import type { RunView } from '@/lib/runs/types';
import { RunCard } from './run-card';

interface RunListProps {
  runs: RunView[];
  /** By tool id. */
  toolNames: Record<string, string>;
  /** Turns of a conversation, by its first run. */
  turns: Record<string, number>;
  /** Today, as YYYY-MM-DD in UTC. */
  today: string;
  setFavourite: FormAction;
  saveNote: FormStateAction;
  removeAll: FormAction;
}

const dayOf = (at: string) => at.slice(0, 10);

function byDay(runs: readonly RunView[]): [day: string, runs: RunView[]][] {
  const days = new Map<string, RunView[]>();
  for (const run of runs) days.set(dayOf(run.createdAt), [...(days.get(dayOf(run.createdAt)) ?? []), run]);
  return [...days];
}

function useDayName(today: string): (day: string) => string {
  const t = useTranslations('runs.days');
  const format = useFormatter();
  const yesterday = dayOf(new Date(new Date(today).getTime() - 86_400_000).toISOString());
  return (day) => {
    if (day === today) return t('today');
    if (day === yesterday) return t('yesterday');
    const isThisYear = day.slice(0, 4) === today.slice(0, 4);
    return format.dateTime(new Date(day), {
      ...{ weekday: 'long', day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) },
    });
  };
}

/** Shows itself once something is selected; the browser sees to that, no script is needed. */
function SelectionBar({ removeAll }: { removeAll: FormAction }) {
  const t = useTranslations('runs.select');
  const words = useTranslations('common');
  return (
    <form id="selection" action={removeAll}>
      <div
        role="group"
        aria-label={t('bar')}
        className="fixed inset-x-0 bottom-0 z-30 hidden justify-center px-4 pb-[max(1rem,env(safe-area-inset-bottom))] group-has-[input[name=id]:checked]/history:flex max-md:bottom-16"
      >
        <div className="rounded-card border border-line bg-surface p-2 shadow-float">
          <PopoverButton target="delete-selected" variant="danger">
            <Trash2 aria-hidden className="size-4.5" />
            {t('delete')}
          </PopoverButton>
        </div>
      </div>
      <PopoverDialog id="delete-selected" title={t('title')}>
        <p className="mb-5 text-muted">{t('body')}</p>
        <div className="flex flex-wrap justify-end gap-3">
          <PopoverButton target="delete-selected" action="hide">
            {words('cancel')}
          </PopoverButton>
          <Button type="submit" variant="danger">
            {t('confirm')}
          </Button>
        </div>
      </PopoverDialog>
    </form>
  );
}

/** A page of the history, day by day. */
export function RunList({ runs, toolNames, turns, today, setFavourite, saveNote, removeAll }: RunListProps) {
  const dayName = useDayName(today);
  return (
    <div className="group/history grid gap-7">
      {byDay(runs).map(([day, made]) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className="mb-2.5 font-sans text-sm font-semibold tracking-normal text-muted">
            <time dateTime={day}>{dayName(day)}</time>
          </h2>
          <ul className="grid grid-cols-1 gap-2.5">
            {made.map((run) => (
              <RunCard
                key={run.id}
                run={run}
                toolName={toolNames[run.toolId] ?? run.toolId}
                turns={run.conversationId ? turns[run.conversationId] : undefined}
                setFavourite={setFavourite}
                saveNote={saveNote}
              />
            ))}
          </ul>
        </section>
      ))}
      <SelectionBar removeAll={removeAll} />
    </div>
  );
}
