import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { FormAction } from '@/components/layout/types';
import type { RunView } from '@/lib/runs/types';
import { Receipt } from './receipt';
import { RunActions } from './run-actions';
import { RunBadges } from './run-badges';
import { RunInput, type FieldLabel } from './run-input';
import { RunOutput } from './run-output';
import { runTitle } from './run-words';

interface RunPageProps {
  run: RunView;
  toolName: string;
  /** How the tool calls its fields and options. */
  labels: Record<string, FieldLabel>;
  setFavourite: FormAction;
  remove: FormAction;
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

export function RunPage({ run, toolName, labels, setFavourite, remove, live, problem }: RunPageProps) {
  const t = useTranslations('runs');
  const title = runTitle(run);
  return (
    <article className={`kind-${run.kind}`}>
      <Link
        href="/runs"
        className="-ms-1 inline-flex items-center gap-1.5 px-1 font-medium text-muted tap hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4.5 rtl:-scale-x-100" />
        {t('title')}
      </Link>
      <header className="mt-1 mb-6 grid gap-3">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-semibold text-kind-ink">{toolName}</span>
          <RunBadges run={run} />
        </p>
        <h1 className="line-clamp-3 max-w-4xl text-2xl sm:text-3xl">{title || t('untitled')}</h1>
        <RunActions run={run} setFavourite={setFavourite} remove={remove} />
      </header>
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <div className="grid gap-6">
          <Message run={run} />
          <Card>
            <h2 className="mb-4 text-lg">{t('output')}</h2>
            {live ?? <RunOutput run={run} alt={title} />}
          </Card>
          <RunInput input={run.input} options={run.options} labels={labels} />
        </div>
        <div className="grid gap-6">
          <Receipt run={run} />
          {problem}
        </div>
      </div>
    </article>
  );
}
