import { useTranslations } from 'next-intl';
import { queryString, type RunQuery } from './run-query';

/** The three forms in which what is shown can be taken along. */
export function RunExport({ query }: { query: RunQuery }) {
  const t = useTranslations('runs.export');
  return (
    <p className="flex flex-wrap items-center gap-x-1 text-sm text-muted">
      <span title={t('lead')}>{t('title')}:</span>
      {(['csv', 'jsonl', 'md'] as const).map((format) => (
        <a
          key={format}
          href={`/api/runs/export${queryString(query, { format })}`}
          download
          className="inline-flex items-center rounded-control px-2 font-medium text-ink underline decoration-line underline-offset-4 tap hover:bg-sunken"
        >
          {t(format)}
        </a>
      ))}
    </p>
  );
}
