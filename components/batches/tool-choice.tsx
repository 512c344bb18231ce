import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ToolArt } from '@/components/gallery/tool-art';
import { CoinRange } from '@/components/ui/coin';
import type { ToolView } from '@/lib/tools/types';

/** The tools that take batches, each one target. */
export function ToolChoice({ tools }: { tools: Pick<ToolView, 'id' | 'name' | 'kind' | 'description' | 'price'>[] }) {
  const t = useTranslations('batches.choose');
  return (
    <ul aria-label={t('crumb')} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {tools.map(({ id, name, kind, description, price }) => (
        <li
          key={id}
          className={`kind-${kind} group relative flex items-center gap-3.5 rounded-card border border-line bg-surface p-3 transition-[box-shadow,border-color] hover:border-kind/50 hover:shadow-lift`}
        >
          <span className="grid size-16 shrink-0 place-items-center rounded-control bg-kind-soft">
            <ToolArt toolId={id} className="w-12 transition-transform duration-300 group-hover:scale-105" />
          </span>
          <span className="grid min-w-0 gap-0.5">
            <Link
              href={`/batches/new?tool=${id}`}
              className="font-display text-lg leading-tight font-bold after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {name}
            </Link>
            <span className="line-clamp-1 text-sm text-muted">{description}</span>
            <CoinRange from={price.from} to={price.to} className="text-sm" />
          </span>
        </li>
      ))}
    </ul>
  );
}
