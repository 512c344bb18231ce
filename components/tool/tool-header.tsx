import { Columns2, Rows3 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ToolArt } from '@/components/gallery/tool-art';
import { BackLink } from '@/components/ui/back-link';
import { CoinRange } from '@/components/ui/coin';
import type { ToolPageTool } from './types';

type HeaderTool = Pick<
  ToolPageTool,
  'id' | 'name' | 'kind' | 'description' | 'price' | 'batches' | 'converses' | 'unavailable' | 'models' | 'fields'
>;

const MORE =
  'inline-flex items-center gap-1.5 rounded-full border border-line bg-surface px-3.5 text-sm font-semibold text-muted transition-colors tap hover:border-edge hover:text-ink';

/** Other ways to run the same tool: many rows at once, several models side by side. */
function OtherWays({ tool }: { tool: HeaderTool }) {
  const t = useTranslations('tool');
  // Comparing wants at least two who answer, and something that fits beside its like.
  const alike = (tool.kind === 'text' || tool.kind === 'image') && !tool.converses;
  const compares = alike && tool.models.length > 1 && tool.fields.every(({ type }) => type !== 'file');
  if (tool.unavailable !== null || (!tool.batches && !compares)) return null;
  return (
    <nav aria-label={t('otherWays')} className="flex gap-2">
      {tool.batches && (
        <Link href={`/batches/new?tool=${tool.id}`} className={MORE} title={t('batchHint')}>
          <Rows3 aria-hidden className="size-4" />
          {t('batch')}
        </Link>
      )}
      {compares && (
        <Link href={`/compare?tool=${tool.id}`} className={MORE} title={t('compareHint')}>
          <Columns2 aria-hidden className="size-4" />
          {t('compare')}
        </Link>
      )}
    </nav>
  );
}

/** What makes one run dearer than the range beside the name says. */
function pricedBy({ kind, models }: HeaderTool): 'picture' | 'length' | 'run' {
  if (kind === 'image') return 'picture';
  return kind === 'video' && models.every(({ pricing }) => pricing.rule === 'flat') ? 'run' : 'length';
}

/** What the tool is, in its hue. */
export function ToolHeader({ tool }: { tool: HeaderTool }) {
  const t = useTranslations('tool');
  return (
    <header className={`kind-${tool.kind} -mt-2 mb-5 grid gap-1 sm:-mt-5 sm:mb-6`}>
      <div className="flex items-center justify-between gap-3">
        <BackLink href="/#tools">{t('back')}</BackLink>
        <OtherWays tool={tool} />
      </div>
      <div className="flex items-start gap-4 sm:items-center sm:gap-6">
        <span className="grid size-16 shrink-0 place-items-center rounded-card bg-kind-soft sm:size-22">
          <ToolArt toolId={tool.id} className="w-12 sm:w-17" />
        </span>
        <div className="grid min-w-0 flex-1 gap-1.5">
          <h1 className="text-[1.75rem] sm:text-4xl">{tool.name}</h1>
          <p className="max-w-3xl text-[0.9375rem] text-muted sm:text-base">{tool.description}</p>
          {tool.unavailable === null && (
            <p className="text-sm">
              <CoinRange from={tool.price.from} to={tool.price.to} />{' '}
              <span className="text-muted">{t('perRun', { by: pricedBy(tool) })}</span>
            </p>
          )}
        </div>
      </div>
    </header>
  );
}
