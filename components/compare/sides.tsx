'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { RunClient } from '@/components/tool/run-client';
import type { RunView } from '@/components/tool/types';
import { secondsOf, Side } from './side';

export interface SidesProps {
  runs: { run: RunView; modelLabel: string; onward: string }[];
  client: Pick<RunClient, 'follow' | 'cancel'>;
}

/** Whose figure is the least, if one alone has it. */
function best(runs: readonly RunView[], figure: (run: RunView) => number | null): string | null {
  const figures = runs
    .filter(({ status }) => status === 'succeeded')
    .map((run) => ({ id: run.id, value: figure(run) ?? Number.POSITIVE_INFINITY }))
    .toSorted((a, b) => a.value - b.value);
  const [first, second] = figures;
  return first && second && first.value < second.value ? first.id : null;
}

/** The answers beside each other; on a phone they are swiped through. */
export function Sides({ runs, client }: SidesProps) {
  const t = useTranslations('compare.one');
  const [ended, setEnded] = useState<readonly RunView[]>(() =>
    runs.map(({ run }) => run).filter(({ status }) => status !== 'running'),
  );
  const all = ended.length === runs.length;
  const quickest = all ? best(ended, secondsOf) : null;
  const cheapest = all ? best(ended, ({ credits }) => credits.charged) : null;
  return (
    <div
      role="region"
      aria-label={t('sides')}
      className="relative -mx-4 flex snap-x snap-mandatory items-stretch gap-3 overflow-x-auto px-4 pb-3 sm:-mx-6 sm:px-6 lg:mx-0 lg:gap-4 lg:overflow-visible lg:px-0"
    >
      {runs.map((side) => (
        <Side
          key={side.run.id}
          {...side}
          client={client}
          medals={[
            ...(quickest === side.run.id ? (['quickest'] as const) : []),
            ...(cheapest === side.run.id ? (['cheapest'] as const) : []),
          ]}
          onEnd={(run) => setEnded((before) => [...before.filter(({ id }) => id !== run.id), run])}
        />
      ))}
    </div>
  );
}
