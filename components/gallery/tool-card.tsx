import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { CoinRange } from '@/components/ui/coin';
import { ToolArt } from './tool-art';
import type { GalleryTool } from './types';

/** A tool in the gallery: what it does, what it costs, one big target. */
export function ToolCard({ tool }: { tool: GalleryTool }) {
  const t = useTranslations('home');
  const kinds = useTranslations('common.kinds');
  return (
    <article
      className={`kind-${tool.kind} group relative flex overflow-hidden rounded-card border border-line bg-surface transition-shadow focus-within:shadow-lift hover:shadow-lift`}
    >
      <div className="flex min-w-0 flex-1 flex-col p-5 sm:p-6">
        <Badge tone="kind" className="self-start">
          {kinds(tool.kind)}
        </Badge>
        <h3 className="mt-3 text-[1.4rem] sm:text-2xl">
          <Link
            href={`/tool/${tool.id}`}
            className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
          >
            {tool.name}
          </Link>
        </h3>
        <p className="mt-1.5 mb-5 text-[0.9375rem] text-muted">{tool.description}</p>
        <div className="mt-auto flex items-center justify-between gap-3">
          <span className="text-[0.9375rem]">
            <CoinRange from={tool.price.from} to={tool.price.to} />{' '}
            <span className="text-muted">{t('tools.perRun')}</span>
          </span>
          <ArrowRight
            aria-hidden
            className="size-5 text-kind-ink transition-transform group-hover:translate-x-1 rtl:-scale-x-100"
          />
        </div>
      </div>
      <div className="grid w-28 shrink-0 place-items-center bg-kind-soft sm:w-44">
        <ToolArt toolId={tool.id} className="w-24 transition-transform duration-300 group-hover:-rotate-2 sm:w-36" />
      </div>
    </article>
  );
}
