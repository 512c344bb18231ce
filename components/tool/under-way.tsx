'use client';

import { ArrowDown, History, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui';
import { buttonClass } from '@/components/ui/button';

interface UnderWayProps {
  /** `here`: the run is on this page; `beside`: it goes on out of sight. */
  where: 'here' | 'beside';
  /** Nothing may take the place of what is on screen just now. */
  locked: boolean;
  onFollow(): void;
}

/** A run that this page did not begin, or has let go: it can be followed, and the form is free meanwhile. */
export function UnderWay({ where, locked, onFollow }: UnderWayProps) {
  const t = useTranslations('tool.underWay');
  return (
    <aside
      aria-label={t('label')}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-kind/35 bg-kind-soft py-3 ps-4 pe-3 lg:col-span-2"
    >
      {where === 'here' ? (
        <LoaderCircle aria-hidden className="size-5 shrink-0 animate-spin text-kind-ink motion-reduce:animate-none" />
      ) : (
        // Out of sight nobody tells us when it ends: nothing here says that it moves.
        <History aria-hidden className="size-5 shrink-0 text-kind-ink" />
      )}
      <p className="min-w-0 flex-1 basis-48 text-[0.9375rem]">
        <span className="font-semibold">{t(where === 'here' ? 'here' : 'beside')}</span>{' '}
        {t(where === 'here' ? 'hereBody' : 'besideBody')}
      </p>
      {where === 'here' ? (
        // Where form and result stand side by side there is nowhere to go.
        <a href="#result-title" className={buttonClass({ variant: 'secondary' }, 'lg:hidden')}>
          <ArrowDown aria-hidden className="size-4" />
          {t('follow')}
        </a>
      ) : (
        <Button variant="secondary" disabled={locked} onClick={onFollow}>
          {t('follow')}
        </Button>
      )}
    </aside>
  );
}
