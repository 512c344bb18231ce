'use client';

import { Repeat2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui';
import type { RunView } from './types';

/** Who answered, and whether it was an answer kept from before. The demo engine always says that it is one. */
export function ResultBadges({ run }: { run: RunView }) {
  const t = useTranslations('tool.result');
  const charged = run.credits.charged;
  return (
    <span className="flex flex-wrap gap-1.5">
      {run.cached && (
        <Badge tone="good" icon={<Repeat2 aria-hidden />}>
          {run.joined
            ? t('joined', { price: charged })
            : charged === 0
              ? t('cached')
              : t('cachedPaid', { price: charged })}
        </Badge>
      )}
      {run.demo ? (
        <span title={t('demoHint')}>
          <Badge tone="warn">{t('demo')}</Badge>
        </span>
      ) : (
        run.modelLabel && <Badge>{run.modelLabel}</Badge>
      )}
    </span>
  );
}
