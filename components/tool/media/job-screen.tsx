'use client';

import { BellRing } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ToolArt } from '@/components/gallery/tool-art';
import { Progress } from '@/components/ui';
import { formatClock } from '@/lib/format';
import type { JobProgress } from '../types';

interface JobScreenProps {
  toolId: string;
  /** What the provider said last; null before it said anything. */
  progress: JobProgress | null;
  /** When it began, milliseconds; null where this page began it just now. */
  beganAtMs: number | null;
  /** How long such a job took lately; null where too little is known. */
  usualSeconds: number | null;
}

function useElapsed(beganAtMs: number | null): number {
  const [began] = useState(() => beganAtMs ?? Date.now());
  const [now, setNow] = useState(began);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, (now - began) / 1_000);
}

/** A bar that only moves to and fro: nobody knows how far it is, and nothing pretends to. */
function Unknown({ label }: { label: string }) {
  return (
    <div role="progressbar" aria-label={label} className="h-2 overflow-hidden rounded-full bg-line">
      <div className="job-unknown h-full w-1/3 rounded-full bg-kind motion-reduce:w-full motion-reduce:opacity-40" />
    </div>
  );
}

/** A job that takes minutes: what is known of it, and that nobody has to wait here. */
export function JobScreen({ toolId, progress, beganAtMs, usualSeconds }: JobScreenProps) {
  const t = useTranslations('media.job');
  const elapsed = useElapsed(beganAtMs);
  const state = progress?.state ?? 'queued';
  const share = progress?.share;
  return (
    <div className="grid gap-5 rounded-card bg-kind-soft p-5 sm:p-7">
      <div className="flex items-center gap-4">
        <span className="grid size-18 shrink-0 place-items-center rounded-card bg-surface">
          <ToolArt toolId={toolId} className="w-14" />
        </span>
        <p className="grid gap-0.5">
          <span className="font-display text-xl font-bold tracking-tight">{t(`${state}.title`)}</span>
          <span className="text-[0.9375rem] text-muted">{t(`${state}.body`)}</span>
        </p>
      </div>
      <div className="grid gap-2">
        {share === undefined ? (
          <Unknown label={t('progress')} />
        ) : (
          <Progress value={share} max={1} tone="kind" label={t('progress')} valueText={t('percent', { share })} />
        )}
        <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted tabular-nums">
          <span>
            {t('elapsed', { time: formatClock(Math.floor(elapsed)) })}
            {share !== undefined && ` · ${t('percent', { share })}`}
          </span>
          {usualSeconds !== null && (
            <span>
              {elapsed > usualSeconds * 1.5
                ? t('longer', { time: formatClock(usualSeconds) })
                : t('usual', { time: formatClock(usualSeconds) })}
            </span>
          )}
        </p>
      </div>
      <p className="flex items-start gap-2.5 text-[0.9375rem]">
        <BellRing aria-hidden className="mt-0.5 size-5 shrink-0 text-kind-ink" />
        {t('leave')}
      </p>
    </div>
  );
}
