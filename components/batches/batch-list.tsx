import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ToolArt } from '@/components/gallery/tool-art';
import { Badge } from '@/components/ui/badge';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { ToolView } from '@/lib/tools/types';
import { BatchBadge } from './batch-badge';
import { BatchProgress } from './batch-progress';
import type { BatchView } from './types';

export type ListedTool = Pick<ToolView, 'id' | 'name' | 'kind'>;

function BatchCard({ batch, tool }: { batch: BatchView; tool: ListedTool | undefined }) {
  const t = useTranslations('batches');
  const { rows } = batch;
  const done = rows.succeeded + rows.failed + rows.cancelled;
  return (
    <li
      className={`kind-${tool?.kind ?? 'text'} group relative grid grid-cols-[auto_1fr] gap-x-4 gap-y-3 rounded-card border border-line bg-surface p-4 transition-[border-color,box-shadow] hover:border-edge hover:shadow-lift`}
    >
      <span className="grid size-14 place-items-center rounded-control bg-kind-soft sm:size-16">
        <ToolArt toolId={batch.toolId} className="w-11 sm:w-12" />
      </span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <span className="font-semibold text-kind-ink">{tool?.name ?? batch.toolId}</span>
          <BatchBadge status={batch.status} />
          {batch.delayed && <Badge>{t('delayed')}</Badge>}
        </p>
        <div className="flex items-baseline justify-between gap-3">
          <h2 className="line-clamp-1 font-sans text-base font-semibold tracking-normal wrap-anywhere">
            <Link href={`/batches/${batch.id}`} className="after:absolute after:inset-0 after:rounded-card">
              {batch.name}
            </Link>
          </h2>
          <Coin amount={batch.credits.charged} />
        </div>
        <p className="text-sm text-muted">
          <When at={batch.createdAt} />
        </p>
      </div>
      <div className="col-span-2 grid gap-1.5">
        <BatchProgress batch={batch} />
        <p className="flex flex-wrap justify-between gap-x-3 text-sm text-muted tabular-nums">
          <span>{t('ended', { done, total: rows.total })}</span>
          {rows.failed > 0 && (
            <span className="font-semibold text-bad">
              {rows.failed} {t('counts.failed')}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}

export function BatchList({ batches, tools }: { batches: BatchView[]; tools: readonly ListedTool[] }) {
  return (
    <ul className="grid gap-3 lg:grid-cols-2">
      {batches.map((batch) => (
        <BatchCard key={batch.id} batch={batch} tool={tools.find(({ id }) => id === batch.toolId)} />
      ))}
    </ul>
  );
}
