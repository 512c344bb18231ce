import { PlugZap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card, LinkButton } from '@/components/ui';
import { ToolHeader } from './tool-header';
import type { ToolPageTool } from './types';

/** A tool that cannot run on this hub as it is set up: what it would do, why it does not, and where else to go. */
export function UnavailableTool({ tool, why }: { tool: ToolPageTool; why: string }) {
  const t = useTranslations('tool.unavailable');
  return (
    <>
      <ToolHeader tool={tool} />
      <Card className={`kind-${tool.kind} mx-auto grid max-w-2xl justify-items-start gap-4`}>
        <span className="grid size-13 place-items-center rounded-full bg-kind-soft text-kind-ink">
          <PlugZap aria-hidden className="size-6" />
        </span>
        <div className="grid gap-2">
          <h2 className="text-xl">{t('title')}</h2>
          <p>{why}</p>
          <p className="text-muted">{t('operator')}</p>
        </div>
        <LinkButton href="/#tools" variant="secondary">
          {t('others')}
        </LinkButton>
      </Card>
    </>
  );
}
