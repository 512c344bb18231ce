import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { EmptyState } from '@/components/ui/empty-state';
import type { MarginVerdict, ToolMargin } from '@/lib/tools/types';
import { MarginRow } from './margin-row';
import { OVERRIDES } from './mend';
import { UnknownCosts } from './unknown-costs';

const SURFACE = 'divide-y divide-line rounded-card border border-line bg-surface';

function WhatToDo({ losses, unknown }: { losses: number; unknown: boolean }) {
  const t = useTranslations('adminMargins.todo');
  const link = (href: string) =>
    function To(chunks: ReactNode) {
      return (
        <Link href={href} className="font-medium text-accent-strong underline underline-offset-4">
          {chunks}
        </Link>
      );
    };
  const ways = [
    t.rich('costPlus', { mode: link('/admin/settings#prices.mode') }),
    t.rich('raise', { overrides: link(OVERRIDES) }),
    t.rich('hide', { models: link('/admin/models') }),
    ...(unknown ? [t.rich('tell', { models: link('/admin/models') })] : []),
  ];
  return (
    <Alert tone={losses > 0 ? 'bad' : 'warn'} title={t('title', { losses })}>
      <ul className="list-disc space-y-1 ps-5 text-ink">
        {ways.map((way, index) => (
          <li key={index}>{way}</li>
        ))}
      </ul>
    </Alert>
  );
}

function Section({ id, rows, children }: { id: 'loss' | 'unknown' | 'largest'; rows: number; children: ReactNode }) {
  const t = useTranslations('adminMargins');
  if (rows === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="flex flex-wrap items-baseline gap-x-3 text-xl">
        {t(`${id}.title`)}
        <span className="font-sans text-sm font-normal text-muted">{t('count', { count: rows })}</span>
      </h2>
      <p className="mb-3 text-muted">{t(`${id}.lead`)}</p>
      <ul className={SURFACE}>{children}</ul>
    </section>
  );
}

const rowsOf = (rows: readonly ToolMargin[]) =>
  rows.map((row) => <MarginRow key={`${row.toolId}:${row.modelId}`} row={row} />);

/** What earns, folded: nothing is to be done about it. */
function Earning({ rows }: { rows: readonly ToolMargin[] }) {
  const t = useTranslations('adminMargins');
  if (rows.length === 0) return null;
  return (
    <details className="group">
      <summary className="flex items-center gap-3 font-display text-xl font-bold tap">
        {t('earns.title')}
        <span className="font-sans text-sm font-normal text-muted">{t('count', { count: rows.length })}</span>
        <ChevronDown aria-hidden className="size-5 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <ul className={`mt-2 ${SURFACE}`}>{rowsOf(rows)}</ul>
    </details>
  );
}

/** Which prices lose money, the worst first, and what to do about them. `rows` come in that order. */
export function Margins({ rows }: { rows: readonly ToolMargin[] }) {
  const t = useTranslations('adminMargins.empty');
  if (rows.length === 0) return <EmptyState title={t('demo')}>{t('demoBody')}</EmptyState>;
  const of = (wanted: MarginVerdict) => rows.filter(({ verdict }) => verdict === wanted);
  const [losses, unknown, largest, earning] = [of('loss'), of('unknown'), of('largest_loses'), of('earns')];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      {earning.length === rows.length ? (
        <EmptyState title={t('earns')}>{t('earnsBody')}</EmptyState>
      ) : (
        <WhatToDo losses={losses.length} unknown={unknown.length > 0} />
      )}
      <Section id="loss" rows={losses.length}>
        {rowsOf(losses)}
      </Section>
      <Section id="unknown" rows={unknown.length}>
        <UnknownCosts rows={unknown} />
      </Section>
      <Section id="largest" rows={largest.length}>
        {rowsOf(largest)}
      </Section>
      <Earning rows={earning} />
    </div>
  );
}
