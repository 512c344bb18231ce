import { MessagesSquare, Rows3, Scale, StickyNote } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ToolArt } from '@/components/gallery/tool-art';
import type { FormAction } from '@/components/layout/types';
import { Badge } from '@/components/ui/badge';
import { Coin } from '@/components/ui/coin';
import type { FormStateAction } from '@/components/ui/form-state';
import type { RunView } from '@/lib/runs/types';
import { Clock } from './clock';
import { FavouriteButton } from './favourite-button';
import { NoteForm } from './note-form';
import { RunBadges } from './run-badges';
import { RunPreview } from './run-preview';
import { runHref, runTitle } from './run-words';

export interface RunCardProps {
  run: RunView;
  toolName: string;
  /** Turns of its conversation, where it is one. */
  turns: number | undefined;
  setFavourite: FormAction;
  saveNote: FormStateAction;
}

/** What the run belongs to. */
function Links({ run, turns }: Pick<RunCardProps, 'run' | 'turns'>) {
  const t = useTranslations('runs.badge');
  return (
    <>
      {run.conversationId && (
        <Badge tone="kind" icon={<MessagesSquare aria-hidden />}>
          {turns === undefined ? t('conversation') : `${t('conversation')} · ${t('turns', { count: turns })}`}
        </Badge>
      )}
      {run.batchId && <Badge icon={<Rows3 aria-hidden />}>{t('batch')}</Badge>}
      {run.comparisonId && <Badge icon={<Scale aria-hidden />}>{t('comparison')}</Badge>}
    </>
  );
}

function Note({ run, saveNote }: Pick<RunCardProps, 'run' | 'saveNote'>) {
  const t = useTranslations('runs.note');
  return (
    <details className="group/note">
      <summary className="-ms-2 inline-flex max-w-full items-center gap-1.5 rounded-control px-2 text-sm text-muted tap hover:bg-sunken hover:text-ink">
        <StickyNote aria-hidden className="size-4 shrink-0" />
        {run.note ? (
          <>
            <span className="sr-only">{t('edit')}: </span>
            <span className="line-clamp-1 text-start text-ink italic group-open/note:hidden">{run.note}</span>
            <span aria-hidden className="hidden group-open/note:inline">
              {t('edit')}
            </span>
          </>
        ) : (
          <span className="whitespace-nowrap">{t('add')}</span>
        )}
      </summary>
      <div className="pt-2">
        <NoteForm id={run.id} note={run.note ?? ''} words={{ label: t('label'), save: t('save') }} action={saveNote} />
      </div>
    </details>
  );
}

/** One run in the history. Its title is the way in; the rest can be used where it stands. */
export function RunCard({ run, toolName, turns, setFavourite, saveNote }: RunCardProps) {
  const t = useTranslations('runs');
  const title = runTitle(run) || t('untitled');
  return (
    <li
      className={`kind-${run.kind} grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-1 rounded-card border border-line bg-surface py-3 ps-1 pe-2 transition-colors hover:border-edge has-[input[name=id]:checked]:border-accent has-[input[name=id]:checked]:bg-accent-soft/40 sm:gap-x-2 sm:ps-2 sm:pe-3`}
    >
      <label className="grid size-11 cursor-pointer place-items-center">
        <input
          type="checkbox"
          form="selection"
          name="id"
          value={run.id}
          disabled={run.status === 'running'}
          aria-label={t('select.one', { title })}
          className="size-5 accent-(--color-accent)"
        />
      </label>
      <div className="grid min-w-0 content-start gap-2 pt-2">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          <ToolArt toolId={run.toolId} className="-my-1 w-8" />
          <span className="font-semibold text-kind-ink">{toolName}</span>
          <Clock at={run.createdAt} />
          <RunBadges run={run} quietSuccess />
          <Links run={run} turns={turns} />
        </p>
        <h3 className="line-clamp-2 font-sans text-base leading-snug font-semibold tracking-normal wrap-anywhere">
          <Link href={runHref(run)} className="rounded-sm py-1 hover:underline hover:underline-offset-4">
            {title}
          </Link>
        </h3>
        <RunPreview run={run} title={title} />
        <Note run={run} saveNote={saveNote} />
      </div>
      <div className="grid content-start justify-items-end gap-1">
        <FavouriteButton id={run.id} isOn={run.favourite} action={setFavourite} />
        <Coin amount={run.credits.charged} className="pe-1.5 text-sm" />
      </div>
    </li>
  );
}
