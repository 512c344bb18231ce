import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { useMoney } from './money';
import type { Figures } from './types';

interface ByToolProps {
  /** `kept`: for how many hours; `shared`: whether answers serve other people. */
  tools: (Figures & { toolId: string; name: string; kept: number; shares: boolean })[];
}

/** Each tool: how long it keeps answers, how often they served, what that saved. */
export function ByTool({ tools }: ByToolProps) {
  const t = useTranslations('adminCache.tools');
  const percent = useTranslations('adminCache.totals');
  const money = useMoney();
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
            <p className="tabular-nums sm:text-end">
              <span className="font-medium">{percent('percent', { rate: tool.hitRate })}</span>{' '}
              <span className="text-sm text-muted">
                {percent('ofRuns', { served: tool.own + tool.shared + tool.joined, runs: tool.runs })}
              </span>
            </p>
            <p className="text-sm text-muted sm:col-span-2">
              {t('split', { own: tool.own, shared: tool.shared, joined: tool.joined })} ·{' '}
              {t('saved', { amount: money(tool.savedUsd) })}
              {tool.earned > 0 && (
                <>
                  {' '}
                  · <Coin amount={tool.earned} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
