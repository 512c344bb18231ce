'use client';

import { useTranslations } from 'next-intl';
import type { ToolExample } from './types';

/** One tap fills the form. */
export function Examples({ examples, onPick }: { examples: ToolExample[]; onPick(example: ToolExample): void }) {
  const t = useTranslations('tool.form');
  if (examples.length === 0) return null;
  return (
    <div className="grid gap-1" role="group" aria-label={t('examples')}>
      <span aria-hidden className="text-sm text-muted">
        {t('examples')}
      </span>
      <div className="-mx-5 flex [scrollbar-width:none] gap-2 overflow-x-auto px-5 pb-1 sm:mx-0 sm:flex-wrap sm:overflow-visible sm:px-0 sm:pb-0">
        {examples.map((example) => (
          <button
            key={example.title}
            type="button"
            onClick={() => onPick(example)}
            className="shrink-0 rounded-full border border-line bg-page px-3.5 text-sm font-semibold tap hover:border-kind hover:bg-kind-soft hover:text-kind-ink"
          >
            {example.title}
          </button>
        ))}
      </div>
    </div>
  );
}
