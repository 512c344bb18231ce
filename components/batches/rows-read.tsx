'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/alert';
import type { ShownQuote } from './types';

const SHOWN_FAULTS = 8;

/** Which rows are wrong and where, the first of them. */
export function Faults({ invalid }: Pick<ShownQuote, 'invalid'>) {
  const t = useTranslations('batches.quote');
  if (invalid.length === 0) return null;
  return (
    <Alert tone="bad" role="status" title={t('faults', { count: invalid.length })}>
      <ul className="mt-1 grid gap-1.5 text-sm text-ink">
        {invalid.slice(0, SHOWN_FAULTS).map(({ row, path, message }, index) => (
          <li key={index} className="wrap-anywhere">
            <span className="font-semibold">{t('fault', { row })}</span>{' '}
            <code className="rounded bg-surface px-1">{path.replace(/^input\./, '')}</code> {message}
          </li>
        ))}
      </ul>
      {invalid.length > SHOWN_FAULTS && <p className="mt-1.5">{t('more', { count: invalid.length - SHOWN_FAULTS })}</p>}
    </Alert>
  );
}

/** How the first rows were understood. */
export function Preview({ preview }: Pick<ShownQuote, 'preview'>) {
  const t = useTranslations('batches.quote');
  if (preview.rows.length === 0) return null;
  return (
    <section aria-labelledby="preview-title">
      <h2 id="preview-title" className="mb-2 text-lg">
        {t('preview')}
      </h2>
      <div
        tabIndex={0}
        role="region"
        aria-labelledby="preview-title"
        className="overflow-x-auto rounded-control border border-line bg-surface"
      >
        <table className="w-full border-collapse text-start text-sm">
          <thead className="bg-sunken">
            <tr>
              <th scope="col" className="w-10 px-3 py-2 text-end font-semibold text-muted">
                #
              </th>
              {preview.columns.map((name) => (
                <th key={name} scope="col" className="px-3 py-2 text-start font-mono font-semibold">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row, index) => (
              <tr key={index} className="border-t border-line align-top">
                <td className="px-3 py-2 text-end text-muted tabular-nums">{index + 1}</td>
                {preview.columns.map((name) => (
                  <td key={name} className="max-w-72 min-w-28 px-3 py-2">
                    <span className="line-clamp-2 wrap-anywhere">{row[name]}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
