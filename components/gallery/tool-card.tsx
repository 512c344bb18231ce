import { PlugZap } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { CoinRange } from '@/components/ui/coin';
import { cx } from '@/components/ui/cx';
import { ToolArt } from './tool-art';
import type { GalleryTool } from './types';

function Price({ tool }: { tool: GalleryTool }) {
  const t = useTranslations('home.tools');
  if (tool.unavailable !== null)
    return (
      <span className="inline-flex items-center gap-1.5 text-muted">
        <PlugZap aria-hidden className="size-4" />
        {t('unavailable')}
      </span>
    );
  return (
    <>
      <CoinRange from={tool.price.from} to={tool.price.to} />
      {tool.ads !== null && <span className="text-muted">{t('ads', { ads: tool.ads })}</span>}
    </>
  );
}

/** A tool in the gallery: what it does, what it costs, one big target. */
export function ToolCard({ tool }: { tool: GalleryTool }) {
  const away = tool.unavailable !== null;
  return (
    <article
      className={`kind-${tool.kind} group relative flex gap-3.5 rounded-card border border-line bg-surface p-3 transition-[box-shadow,border-color] focus-within:shadow-lift hover:border-kind/50 hover:shadow-lift sm:gap-4 sm:p-4`}
    >
      <span
        className={cx(
          'grid size-18 shrink-0 place-items-center self-start rounded-control bg-kind-soft sm:size-24',
          away && 'opacity-60 grayscale',
        )}
      >
        <ToolArt
          toolId={tool.id}
          className="w-14 transition-transform duration-300 group-hover:scale-105 group-hover:-rotate-2 sm:w-18.5"
        />
      </span>
      <div className="flex min-w-0 flex-1 flex-col">
        <h4 className="font-display text-[1.0625rem] leading-tight font-bold tracking-[-0.01em] sm:text-xl">
          <Link
            href={`/tool/${tool.id}`}
            className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
          >
            {tool.name}
          </Link>
        </h4>
        <p className="mt-1 line-clamp-2 text-sm text-muted">{tool.description}</p>
        <p className="mt-auto flex flex-wrap items-baseline gap-x-2 pt-1.5 text-sm sm:pt-2.5">
          <Price tool={tool} />
        </p>
      </div>
    </article>
  );
}
