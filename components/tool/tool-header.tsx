import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ToolArt } from '@/components/gallery/tool-art';
import { CoinRange } from '@/components/ui';
import type { ToolPageTool } from './types';

/** What the tool is, in its hue. */
export function ToolHeader({ tool }: { tool: Pick<ToolPageTool, 'id' | 'name' | 'kind' | 'description' | 'price'> }) {
  const t = useTranslations('tool');
  return (
    <header className={`kind-${tool.kind} -mt-2 mb-5 grid gap-1 sm:-mt-5 sm:mb-6`}>
      <Link
        href="/"
        className="-ms-1 inline-flex items-center gap-1.5 justify-self-start px-1 text-sm font-semibold text-muted tap hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
        {t('back')}
      </Link>
      <div className="flex items-start gap-4 sm:items-center sm:gap-6">
        <span className="grid size-16 shrink-0 place-items-center rounded-card bg-kind-soft sm:size-20">
          <ToolArt toolId={tool.id} className="w-12 sm:w-15" />
        </span>
        <div className="grid min-w-0 gap-1.5">
          <h1 className="text-[1.75rem] sm:text-4xl">{tool.name}</h1>
          <p className="max-w-4xl text-[0.9375rem] text-muted sm:text-base">{tool.description}</p>
          <p className="text-sm">
            <CoinRange from={tool.price.from} to={tool.price.to} /> <span className="text-muted">{t('perRun')}</span>
          </p>
        </div>
      </div>
    </header>
  );
}
