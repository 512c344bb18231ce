import { ExternalLink } from 'lucide-react';
import { buttonClass } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import type { CampaignCreative } from '@/lib/ads/types';
import { CampaignMedia } from './campaign-media';
import { CampaignPoster } from './campaign-poster';
import { stageClass } from './stage-class';
import { ramp } from './types';

export interface CampaignProps {
  campaign: CampaignCreative;
  positionSeconds: number;
  totalSeconds: number;
  playing: boolean;
  reducedMotion: boolean;
  /** Said to screen readers beside the words of the link. */
  newTab: string;
}

const LINK =
  'max-w-full min-w-0 shadow-lift @max-md:px-3.5! @max-md:py-1! @max-md:text-sm @lg:text-base [&>span]:truncate';

/** A form, so that a click is counted before it leads on, with or without script; in a preview only the look of it. */
function Action({ campaign, newTab }: Pick<CampaignProps, 'campaign' | 'newTab'>) {
  const { action, click } = campaign;
  if (action === null) return null;
  const words = (
    <>
      <span>{action}</span>
      <ExternalLink aria-hidden className="size-4" />
    </>
  );
  if (!click) return <span className={buttonClass({}, cx(LINK, '@lg:shrink-0'))}>{words}</span>;
  return (
    <form
      method="post"
      action="/api/ads/click"
      target="_blank"
      rel="noopener"
      className="max-w-full min-w-0 @lg:shrink-0"
    >
      {Object.entries(click).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={buttonClass({}, LINK)}>
        {words}
        <span className="sr-only">{newTab}</span>
      </button>
    </form>
  );
}

/** A poster of words: what has no picture is set like one. */
function Poster(props: CampaignProps & { progress: number }) {
  const { campaign, progress } = props;
  const isLong = campaign.headline.length > 32;
  return (
    <>
      <CampaignPoster id={campaign.campaignId} progress={progress} />
      <div className="relative flex min-h-0 flex-1 flex-col justify-end gap-2 px-4 pt-14 pb-5 *:shrink-0 @lg:gap-3 @lg:px-10 @lg:pt-16 @lg:pb-10">
        <p
          className={cx(
            'font-display leading-[1.04] font-bold tracking-tight text-balance wrap-anywhere',
            isLong
              ? 'max-w-[24ch] text-xl @lg:text-4xl @3xl:text-5xl'
              : 'max-w-[18ch] text-3xl @lg:text-5xl @3xl:text-6xl',
          )}
        >
          {campaign.headline}
        </p>
        <p
          className={cx(
            'max-w-[44ch] text-sm text-pretty wrap-anywhere opacity-85 @lg:line-clamp-3 @lg:text-lg',
            isLong ? 'line-clamp-2' : 'line-clamp-3',
          )}
        >
          {campaign.body}
        </p>
        <div className="flex pt-1">
          <Action {...props} />
        </div>
      </div>
    </>
  );
}

/** A picture or film above its words, on the paper they stand on. */
function Pictured(props: CampaignProps & { progress: number }) {
  const { campaign, progress, playing, reducedMotion } = props;
  return (
    <>
      <div className="relative min-h-0 flex-1 overflow-hidden">
        <CampaignPoster id={campaign.campaignId} progress={progress} />
        {campaign.media && (
          <CampaignMedia
            key={campaign.media.url}
            media={campaign.media}
            progress={reducedMotion ? 0 : progress}
            playing={playing}
            reducedMotion={reducedMotion}
          />
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5 bg-surface px-4 pt-2 pb-2.5 text-ink @lg:flex-nowrap @lg:px-6 @lg:py-4">
        <div className="grid min-w-0 gap-0.5">
          <p className="font-display text-base leading-tight font-bold wrap-anywhere @lg:text-2xl">
            {campaign.headline}
          </p>
          <p className="line-clamp-2 text-sm leading-snug text-pretty wrap-anywhere text-muted @lg:text-base">
            {campaign.body}
          </p>
        </div>
        <Action {...props} />
      </div>
    </>
  );
}

/** A house ad that an operator made, at a moment of its time. Its words are text, whatever they look like. */
export function Campaign(props: CampaignProps) {
  const progress = ramp(props.positionSeconds, 0, Math.max(props.totalSeconds, 1));
  const Look = props.campaign.media ? Pictured : Poster;
  return (
    <div className={stageClass(props, 'bg-page text-ink')}>
      <Look {...props} progress={progress} />
    </div>
  );
}
