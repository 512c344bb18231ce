import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { ModelHealthView } from '@/lib/admin/types';

function Breaker({ health: { breaker, pausedUntil } }: { health: ModelHealthView }) {
  const t = useTranslations('adminCatalog.health');
  if (breaker !== 'closed') return <Badge tone={breaker === 'open' ? 'bad' : 'warn'}>{t(`breaker.${breaker}`)}</Badge>;
  if (pausedUntil) return <Badge tone="warn">{t('paused')}</Badge>;
  return <Badge tone="good">{t('breaker.closed')}</Badge>;
}

/** How the models of one provider have been doing in the last minutes. On a phone each model is a block of its own. */
export function HealthTable({ health }: { health: readonly ModelHealthView[] }) {
  const t = useTranslations('adminCatalog.health');
  if (health.length === 0) return <p className="rounded-control bg-sunken px-4 py-3 text-sm text-muted">{t('none')}</p>;
  const time = (ms: number | null) => (ms === null ? t('unknown') : t('ms', { ms: Math.round(ms) }));
  const cell = 'max-sm:flex max-sm:justify-between max-sm:py-0.5 sm:px-3 sm:py-2.5 sm:text-end tabular-nums';
  const label = (name: 'median' | 'p95' | 'failures') => (
    <span className="text-muted sm:hidden" aria-hidden>
      {t(name)}
    </span>
  );
  return (
    <table className="w-full text-[0.9375rem] max-sm:block">
      <caption className="mb-1 text-start text-sm font-semibold text-muted max-sm:block">{t('caption')}</caption>
      <thead className="text-sm text-muted max-sm:sr-only">
        <tr className="border-b border-line">
          <th className="py-2 text-start font-medium">{t('model')}</th>
          <th className="px-3 py-2 text-end font-medium">{t('median')}</th>
          <th className="px-3 py-2 text-end font-medium">{t('p95')}</th>
          <th className="px-3 py-2 text-end font-medium">{t('failures')}</th>
          <th className="py-2 text-end font-medium">{t('state')}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line max-sm:block">
        {health.map((model) => (
          <tr key={model.model} className="max-sm:relative max-sm:block max-sm:py-3">
            <th scope="row" className="text-start font-medium max-sm:mb-1 max-sm:block max-sm:pe-28 sm:py-2.5">
              {model.label}
            </th>
            <td className={cell}>
              {label('median')}
              {time(model.medianMs)}
            </td>
            <td className={cell}>
              {label('p95')}
              {time(model.p95Ms)}
            </td>
            <td className={cell}>
              {label('failures')}
              {t('failuresOf', { share: model.failureShare, count: model.samples })}
            </td>
            <td className="text-end max-sm:absolute max-sm:end-0 max-sm:top-3 sm:py-2.5">
              <Breaker health={model} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
