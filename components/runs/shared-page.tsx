import { FlaskConical } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { ToolArt } from '@/components/gallery/tool-art';
import { Badge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { SharedRun } from '@/lib/runs/types';
import { ResultView } from './result-view';

interface SharedPageProps {
  shared: SharedRun;
  /** Null where the tool is gone. */
  tool: { id: string; name: string; description: string } | null;
  /** How the tool calls its fields. */
  labels: Record<string, string>;
  title: string;
}

function Asked({ input, labels }: { input: SharedRun['input']; labels: Record<string, string> }) {
  const t = useTranslations('shared');
  if (input.length === 0) return null;
  return (
    <section aria-labelledby="asked" className="rounded-card bg-sunken p-5 sm:p-6">
      <h2 id="asked" className="mb-3 text-lg">
        {t('question')}
      </h2>
      <dl className="grid gap-4">
        {input.map(({ id, text }) => (
          <div key={id}>
            <dt className="text-sm text-muted">{labels[id] ?? id}</dt>
            <dd className="wrap-anywhere whitespace-pre-wrap">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Invitation({ tool }: { tool: NonNullable<SharedPageProps['tool']> }) {
  const t = useTranslations('shared.try');
  return (
    <aside className="grid items-center gap-x-6 gap-y-4 rounded-card bg-kind-soft p-6 sm:grid-cols-[auto_1fr_auto]">
      <ToolArt toolId={tool.id} className="w-24" />
      <div>
        <h2 className="text-xl text-kind-ink">{t('title')}</h2>
        <p className="mt-1 text-[0.9375rem]">{t('body', { tool: tool.name })}</p>
      </div>
      <LinkButton href={`/tool/${tool.id}`} size="lg">
        {t('action')}
      </LinkButton>
    </aside>
  );
}

/** A result for whoever has its link: what it is, who made it as a machine, and how to make one. Nothing about its owner. */
export function SharedPage({ shared, tool, labels, title }: SharedPageProps) {
  const t = useTranslations('shared');
  const format = useFormatter();
  const { output, demo, modelLabel, kind, day } = shared;
  return (
    <article className={`kind-${kind} mx-auto grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-6`}>
      <header className="grid gap-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
          <ToolArt toolId={shared.toolId} className="w-10" />
          <span className="font-semibold text-kind-ink">{tool?.name ?? shared.toolId}</span>
          <time dateTime={day}>{format.dateTime(new Date(day), { dateStyle: 'long' })}</time>
          {demo ? (
            <Badge icon={<FlaskConical aria-hidden />}>{t('demo')}</Badge>
          ) : (
            modelLabel && <span>{t('by', { model: modelLabel })}</span>
          )}
        </p>
        <h1 className="line-clamp-4 text-2xl wrap-anywhere sm:text-3xl">{title}</h1>
      </header>
      <Asked input={shared.input} labels={labels} />
      <Card>
        <h2 className="sr-only">{t('result')}</h2>
        <ResultView output={output} title={title} format={shared.format} />
      </Card>
      <p className="text-sm text-muted">{t('report')}</p>
      {tool && <Invitation tool={tool} />}
    </article>
  );
}
