'use client';

import { useTranslations } from 'next-intl';
import { cx } from '@/components/ui';
import type { ToolExample } from './types';

interface ExamplesProps {
  examples: ToolExample[];
  onPick(example: ToolExample): void;
  /** On a phone the row runs to the edges of the card it stands in. */
  inCard?: boolean;
}

/** One tap fills the form. */
export function Examples({ examples, onPick, inCard = false }: ExamplesProps) {
  const t = useTranslations('tool.form');
  if (examples.length === 0) return null;
  return (
    <div className="grid gap-1" role="group" aria-label={t('examples')}>
      <span aria-hidden className="text-sm text-muted">
        {t('examples')}
      </span>
      <div
        className={cx(
          'flex [scrollbar-width:none] gap-2 overflow-x-auto pb-1 sm:mx-0 sm:flex-wrap sm:overflow-visible sm:px-0 sm:pb-0',
          inCard ? '-mx-5 px-5' : '-mx-4 px-4',
        )}
      >
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
