import { EyeOff, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Receipt } from '@/components/runs/receipt';
import { PROBLEM_TONES } from '@/components/support/problem-card';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { When } from '@/components/ui/when';
import type { ReportDetail, ReportedRun } from '@/lib/support/types';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line py-2 first:border-t-0">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 text-end font-medium wrap-anywhere">{children}</dd>
    </div>
  );
}

const LINK = 'font-medium text-accent-strong underline underline-offset-4';

/** Whose it is, what it cost us, and where else it is looked at. */
function Facts({ detail: { problem, run, history }, toolName }: { detail: ReportDetail; toolName: string }) {
  const t = useTranslations('adminSupport');
  const seconds = run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.createdAt)) / 1_000 : null;
  return (
    <Card>
      <dl className="text-[0.9375rem]">
        <Fact label={t('person')}>
          <Link href={`/admin/credits?user=${problem.user.id}`} className={LINK}>
            {problem.user.email}
          </Link>
          <span className="block text-sm font-normal text-muted">{t('history', history)}</span>
        </Fact>
        <Fact label={t('tool')}>{toolName}</Fact>
        <Fact label={t('run')}>
          <Link href={`/admin/ledger?find=${problem.runId}`} className={LINK}>
            {t('ledger')}
          </Link>
        </Fact>
        {seconds !== null && <Fact label={t('took')}>{t('seconds', { seconds })}</Fact>}
        <Fact label={t('cost')}>{run.costUsd === null ? t('costUnknown') : `$${run.costUsd.toFixed(6)}`}</Fact>
      </dl>
      <p className="border-t border-line py-2 font-mono text-[0.8125rem] wrap-anywhere text-muted">{problem.runId}</p>
    </Card>
  );
}

function Texts({ label, values }: { label: string; values: [string, string][] }) {
  if (values.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 font-sans text-sm font-semibold tracking-normal text-muted">{label}</h3>
      {values.map(([name, text]) => (
        <div
          key={name}
          tabIndex={0}
          role="region"
          aria-label={`${label}: ${name}`}
          className="mb-2 max-h-80 overflow-y-auto rounded-control bg-sunken p-3.5 wrap-anywhere whitespace-pre-wrap"
        >
          {text}
        </div>
      ))}
    </div>
  );
}

const textsOf = (tree: Record<string, unknown> | undefined): [string, string][] =>
  Object.entries(tree ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );

/** As plain text: it comes from a stranger or a model. */
function Content({ run }: { run: ReportedRun }) {
  const t = useTranslations('adminSupport');
  if (run.deleted || run.output === undefined) {
    const words = run.deleted ? 'deleted' : 'hidden';
    const Icon = run.deleted ? Trash2 : EyeOff;
    return (
      <Card className="flex gap-4 bg-sunken">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
        <div>
          <h2 className="text-lg">{t(`${words}.title`)}</h2>
          <p className="text-muted">{t(`${words}.body`)}</p>
        </div>
      </Card>
    );
  }
  const { text, files = [] } = run.output;
  const chosen = textsOf(run.options).map(([name, value]) => `${name}: ${value}`);
  return (
    <Card className="grid gap-4">
      <h2 className="text-lg">{t('content')}</h2>
      <Texts label={t('typed')} values={textsOf(run.input)} />
      {chosen.length > 0 && <Texts label={t('chosen')} values={[['options', chosen.join('\n')]]} />}
      <Texts label={t('came')} values={text ? [['text', text]] : []} />
      {!text && files.length === 0 && <p className="text-muted">{t('nothingCame')}</p>}
      {files.length > 0 && (
        <ul className="grid gap-1">
          {files.map(({ url, mediaType }, index) => (
            <li key={url}>
              <a href={url} className={LINK} target="_blank" rel="noreferrer">
                {t('file', { number: index + 1, type: mediaType })}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** One report with everything that decides it; `form` where it is still open. */
export function ReportDetailPage({
  detail,
  toolName,
  form,
}: {
  detail: ReportDetail;
  toolName: string;
  form: ReactNode;
}) {
  const t = useTranslations('adminSupport');
  const { problem, run } = detail;
  const { status, answer, decidedAt } = problem;
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 gap-6">
        <Card className="grid gap-3">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h2 className="text-lg">{t('words')}</h2>
            <Badge tone={PROBLEM_TONES[status]}>{t(`tabs.${status}`)}</Badge>
          </div>
          <p className="font-semibold">{t(`reasons.${problem.reason}`)}</p>
          {problem.message && <p className="wrap-anywhere whitespace-pre-wrap">{problem.message}</p>}
          <p className="text-sm text-muted">
            <When at={problem.createdAt} />
          </p>
        </Card>
        {status === 'open' || !decidedAt ? (
          form
        ) : (
          <Card className="grid gap-2">
            <h2 className="text-lg">{t(`decision.${status}`)}</h2>
            <p className="wrap-anywhere whitespace-pre-wrap">{answer ?? t('decision.noWords')}</p>
            <p className="text-sm text-muted">
              <When at={decidedAt} />
            </p>
          </Card>
        )}
        <Content run={run} />
      </div>
      <div className="grid min-w-0 gap-6">
        <Facts detail={detail} toolName={toolName} />
        <Receipt run={{ ...run, input: {}, options: {}, output: run.output ?? {}, note: null }} />
      </div>
    </div>
  );
}
