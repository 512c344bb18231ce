'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Campaign } from '@/components/ads/creatives/campaign';
import { TimeRing } from '@/components/ads/player/time-ring';
import { Badge } from '@/components/ui/badge';
import { cx } from '@/components/ui/cx';
import type { CampaignCreative } from '@/lib/ads/types';
import css from './preview.module.css';

const SECONDS = 60;
const LOOK =
  'flex cursor-pointer items-center rounded-full border border-line px-4 text-sm font-semibold tap text-muted ' +
  'has-checked:border-ink has-checked:bg-ink has-checked:text-page has-focus-visible:outline-2 has-focus-visible:outline-accent';

function Stage({ campaign, seconds, className }: { campaign: CampaignCreative; seconds: number; className: string }) {
  const t = useTranslations('adminCampaigns.preview');
  return (
    <div className={cx('relative w-full overflow-hidden rounded-control bg-sunken', className)}>
      <Campaign
        campaign={campaign}
        positionSeconds={seconds}
        totalSeconds={SECONDS}
        playing
        reducedMotion={false}
        newTab=""
      />
      <Badge className="absolute start-3 top-3 bg-night/85! text-paper!">{t('house')}</Badge>
      <span className="absolute end-3 top-3">
        <TimeRing watched={seconds} total={SECONDS} />
      </span>
    </div>
  );
}

/** The radio buttons are read by CSS alone, so the colours change before any script has come. */
function Look() {
  const t = useTranslations('adminCampaigns.preview');
  return (
    <fieldset className="flex gap-1.5">
      <legend className="sr-only">{t('look')}</legend>
      <label className={LOOK}>
        <input type="radio" name="preview-look" defaultChecked className="sr-only" />
        {t('light')}
      </label>
      <label className={LOOK}>
        <input type="radio" name="preview-look" data-dark className="sr-only" />
        {t('dark')}
      </label>
    </fieldset>
  );
}

/** A campaign as the player would show it, on a wide screen and on a phone, at any moment of its time. */
export function CampaignPreview({ campaign }: { campaign: CampaignCreative }) {
  const t = useTranslations('adminCampaigns.preview');
  const [seconds, setSeconds] = useState(20);
  return (
    <section
      aria-label={t('title')}
      className={cx('grid gap-4 rounded-card border border-line bg-surface p-4 sm:p-5', css.preview)}
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg">{t('title')}</h2>
        <Look />
      </div>
      <div className="grid items-end gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,15rem)]">
        <figure className="grid min-w-0 gap-2">
          {/* As large as there, and on a phone made smaller as a whole. */}
          <div className={cx(css.colours, 'w-182 [zoom:0.42] sm:w-full sm:[zoom:1]')}>
            <Stage campaign={campaign} seconds={seconds} className="aspect-video" />
          </div>
          <figcaption className="text-sm text-muted">{t('desktop')}</figcaption>
        </figure>
        <figure className="grid min-w-0 gap-2">
          <div
            className={cx(
              css.colours,
              'mx-auto w-full max-w-97.5 rounded-[2.75rem] border-8 border-night bg-page px-3 pt-10 pb-20 sm:w-97.5 sm:max-w-none sm:[zoom:0.6]',
            )}
          >
            <Stage campaign={campaign} seconds={seconds} className="aspect-4/3" />
          </div>
          <figcaption className="text-center text-sm text-muted">{t('phone')}</figcaption>
        </figure>
      </div>
      <label className="flex items-center gap-3 text-sm font-semibold tap noscript:hidden">
        {t('moment')}
        <input
          type="range"
          min={0}
          max={SECONDS}
          value={seconds}
          onChange={(event) => setSeconds(Number(event.currentTarget.value))}
          className="w-full accent-(--color-accent)"
        />
      </label>
    </section>
  );
}
