import { MessagesSquare, Rows3, Scale, StickyNote } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { BackLink } from '@/components/ui/back-link';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { FormAction } from '@/components/layout/types';
import type { FormStateAction } from '@/components/ui/form-state';
import type { RunView } from '@/lib/runs/types';
import { NoteForm } from './note-form';
import { Receipt } from './receipt';
import { ResultDownloads } from './result-downloads';
import { RunActions } from './run-actions';
import { RunBadges } from './run-badges';
import { RunInput, type FieldLabel } from './run-input';
import { RunOutput } from './run-output';
import { runHref, runTitle } from './run-words';
import { SharePanel } from './share-panel';

export interface RunPageActions {
  setFavourite: FormAction;
  remove: FormAction;
  saveNote: FormStateAction;
  shareResult: FormAction;
  unshareResult: FormAction;
}

interface RunPageProps {
  run: RunView;
  toolName: string;
  /** How the tool calls its fields and options. */
  labels: Record<string, FieldLabel>;
  /** Its live link as a whole address; null where it is not shared. */
  share: { url: string; showInput: boolean } | null;
  actions: RunPageActions;
  /** The output of a run that is under way, as it grows. */
  live?: ReactNode;
  /** The way to the operator, of a run that has ended. */
  problem?: ReactNode;
}

function Message({ run }: { run: RunView }) {
  const t = useTranslations('runs');
  if (run.status === 'running') {
    return (
      <Alert tone="info" title={t('running.title')} role="status">
        <p className="mb-3">{t('running.body')}</p>
        <LinkButton href={`/runs/${run.id}`} variant="secondary">
          {t('running.refresh')}
        </LinkButton>
      </Alert>
    );
  }
  if (!run.message) return null;
  return <Alert tone={run.status === 'failed' ? 'bad' : 'info'}>{run.message}</Alert>;
}

/** The way to what a run is a part of. */
function Belongs({ run }: { run: RunView }) {
  const t = useTranslations('runs');
  const links = [
    run.conversationId && { href: runHref(run), Icon: MessagesSquare, words: t('openConversation') },
    run.batchId && { href: `/batches/${run.batchId}`, Icon: Rows3, words: t('openBatch') },
    run.comparisonId && { href: `/compare/${run.comparisonId}`, Icon: Scale, words: t('openComparison') },
  ].filter((link) => typeof link === 'object');
  return links.map(({ href, Icon, words }) => (
    <LinkButton key={href} href={href} variant="secondary">
      <Icon aria-hidden className="size-4.5" />
      {words}
    </LinkButton>
  ));
}

function NoteCard({ run, saveNote }: { run: RunView; saveNote: FormStateAction }) {
  const t = useTranslations('runs.note');
  return (
    <Card>
      <h2 className="mb-1 flex items-center gap-2 text-lg">
        <StickyNote aria-hidden className="size-5" />
        {t('title')}
      </h2>
      <p className="mb-3 text-sm text-muted">{t('hint')}</p>
      <NoteForm id={run.id} note={run.note ?? ''} words={{ label: t('label'), save: t('save') }} action={saveNote} />
    </Card>
  );
}

export function RunPage({ run, toolName, labels, share, actions, live, problem }: RunPageProps) {
  const t = useTranslations('runs');
  const title = runTitle(run);
  const { text, files } = run.output;
  const isShareable = run.status !== 'running' && (Boolean(text) || (files?.length ?? 0) > 0);
  return (
    <article className={`kind-${run.kind}`}>
      <BackLink href="/runs">{t('title')}</BackLink>
      <header className="mt-1 mb-6 grid gap-3">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-semibold text-kind-ink">{toolName}</span>
          <RunBadges run={run} />
        </p>
        <h1 className="line-clamp-3 max-w-4xl text-2xl sm:text-3xl">{title || t('untitled')}</h1>
        <div className="flex flex-wrap items-center gap-2">
          <RunActions run={run} setFavourite={actions.setFavourite} remove={actions.remove} />
          <Belongs run={run} />
        </div>
      </header>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6">
          <Message run={run} />
          <Card>
            <h2 className="mb-4 text-lg">{t('output')}</h2>
            {live ?? <RunOutput run={run} alt={title} />}
            {run.status !== 'running' && <ResultDownloads run={run} />}
          </Card>
          <RunInput input={run.input} options={run.options} labels={labels} />
        </div>
        <div className="grid gap-6">
          {isShareable && (
            <SharePanel
              runId={run.id}
              share={share}
              hasInput={!run.promptId && title !== ''}
              shareResult={actions.shareResult}
              unshareResult={actions.unshareResult}
            />
          )}
          <NoteCard run={run} saveNote={actions.saveNote} />
          <Receipt run={run} />
          {problem}
        </div>
      </div>
    </article>
  );
}
