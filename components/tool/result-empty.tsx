'use client';

import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ToolPageTool } from './types';

const WAITS = { text: 'emptyText', image: 'emptyImage', audio: 'emptyAudio', video: 'emptyVideo' } as const;

/** Before the first run: what will happen here, and what running means for one's credits. */
export function ResultEmpty({ tool }: { tool: ToolPageTool }) {
  const t = useTranslations('tool.result');
  const promises = [t('promiseQuote'), t('promiseRefund'), t('promiseRepeat')];
  return (
    <div className="grid content-center gap-5 rounded-control bg-sunken px-5 py-8 sm:px-8 lg:min-h-80">
      <div className="grid gap-1">
        <p className="font-display text-xl font-bold tracking-tight">{t('emptyTitle')}</p>
        <p className="text-muted">{t(WAITS[tool.kind])}</p>
      </div>
      <ul className="grid gap-2 text-[0.9375rem]">
        {promises.map((promise) => (
          <li key={promise} className="flex items-start gap-2.5">
            <Check aria-hidden className="mt-0.5 size-5 shrink-0 text-kind" />
            {promise}
          </li>
        ))}
      </ul>
    </div>
  );
}
