'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCopy } from '../use-copy';

/** Copies what it was given; says whether that went well. `what`: "code" or "table", for the ear. */
export function CopyButton({ text, what }: { text: string; what: 'code' | 'table' }) {
  const t = useTranslations('ui.rich');
  const { said, copy } = useCopy(text);
  const Icon = said === 'copied' ? Check : Copy;
  return (
    <>
      <button
        type="button"
        onClick={copy}
        aria-label={t(what)}
        className="inline-flex items-center gap-1.5 rounded-control px-3 text-sm font-medium text-muted tap hover:bg-surface hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
        <span aria-hidden>{t(said ?? (what === 'table' ? 'csv' : 'copy'))}</span>
      </button>
      <span role="status" className="sr-only">
        {said ? t(said) : ''}
      </span>
    </>
  );
}
