'use client';

import { useTranslations } from 'next-intl';
import type { ToolExample } from './types';

/** One tap fills the form. */
export function Examples({ examples, onPick }: { examples: ToolExample[]; onPick(example: ToolExample): void }) {
  const t = useTranslations('tool.form');
  if (examples.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5" role="group" aria-label={t('examples')}>
      <span aria-hidden className="me-1 text-sm text-muted">
        {t('examples')}
      </span>
      {examples.map((example) => (
        <button
          key={example.title}
          type="button"
          onClick={() => onPick(example)}
          className="tap rounded-full border border-line bg-page px-3.5 text-sm font-semibold hover:border-kind hover:bg-kind-soft hover:text-kind-ink"
        >
          {example.title}
        </button>
      ))}
    </div>
  );
}
