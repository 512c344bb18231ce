import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button';
import type { ToolMargin } from '@/lib/tools/types';
import { VerdictBadge } from './margin-row';

/** Models of unknown cost, each once with the tools that sell it: what is missing is said of the model. */
export function UnknownCosts({ rows }: { rows: readonly ToolMargin[] }) {
  const t = useTranslations('adminMargins.unknown');
  const of = useTranslations('adminMargins.row');
  const format = useFormatter();
  const byModel = Map.groupBy(rows, ({ modelId }) => modelId);
  return [...byModel.values()].map((own) => {
    const [first] = own;
    if (!first) return null;
    const { modelId, modelLabel, providerLabel } = first;
    return (
      <li key={modelId} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-4 sm:px-5">
        <div className="min-w-0 flex-1 basis-60">
          <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base wrap-anywhere">
            {of('of', { model: modelLabel, provider: providerLabel })}
            <VerdictBadge verdict="unknown" marginUsd={null} />
          </h3>
          <p className="text-sm text-muted">
            {t('tools', { tools: format.list(own.map(({ toolName }) => toolName)) })}
          </p>
        </div>
        <Link
          href={`/admin/models/edit?id=${encodeURIComponent(modelId)}`}
          aria-label={t('editName', { model: modelLabel })}
          className={buttonClass({ variant: 'secondary' })}
        >
          {t('edit')}
        </Link>
      </li>
    );
  });
}
