import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { useDollars } from '../dollars';
import type { Figures } from './types';

interface ByToolProps {
  /** `kept`: for how many hours; `shared`: whether answers serve other people. */
  tools: (Figures & { toolId: string; name: string; kept: number; shares: boolean })[];
}

/** The part that was served, by whom, and what that saved and earned. */
function Served({ tool }: { tool: Figures }) {
  const t = useTranslations('adminCache');
  const money = useDollars();
  const { own, shared, joined, runs, hitRate, savedUsd, earned } = tool;
  return (
    <>
      <p className="tabular-nums sm:text-end">
        <span className="font-medium">{t('totals.percent', { rate: hitRate })}</span>{' '}
        <span className="text-sm text-muted">{t('totals.ofRuns', { served: own + shared + joined, runs })}</span>
      </p>
      <p className="text-sm text-muted sm:col-span-2">
        {t('tools.split', { own, shared, joined })} · {t('tools.saved', { amount: money(savedUsd) })}
        {earned > 0 && (
          <>
            {' '}
            · <Coin amount={earned} />
          </>
        )}
      </p>
    </>
  );
}

/** Each tool: how long it keeps answers, how often they served, what that saved. */
export function ByTool({ tools }: ByToolProps) {
  const t = useTranslations('adminCache.tools');
  return (
    <Card>
      <CardHeader title={t('title')} />
      <ul className="divide-y divide-line">
        {tools.map((tool) => (
          <li key={tool.toolId} className="grid gap-1 py-3.5 sm:grid-cols-[minmax(0,1fr)_auto] sm:gap-x-6">
            <div className="min-w-0">
              <h3 className="text-base">{tool.name}</h3>
              <p className="text-sm text-muted">
                {t('kept', { hours: tool.kept })} · {t(tool.shares ? 'shares' : 'alone')}
              </p>
            </div>
            {tool.runs === 0 ? <p className="text-sm text-muted sm:text-end">{t('noRuns')}</p> : <Served tool={tool} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
