import { useTranslations } from 'next-intl';
import { Creative, isCreativeId } from '@/components/ads/creatives';
import { Campaign } from '@/components/ads/creatives/campaign';
import type { Creative as CreativeFacts } from '@/lib/ads/types';

export interface HouseAdProps {
  creative: CreativeFacts;
  positionSeconds: number;
  totalSeconds: number;
  playing: boolean;
  reducedMotion: boolean;
}

/** A house ad at a moment of its time: an operator's in its own words, a built-in one with a line per scene from the catalog. */
export function HouseAd({ creative, ...moment }: HouseAdProps) {
  const t = useTranslations('creatives');
  if (creative.campaign) return <Campaign campaign={creative.campaign} newTab={t('newTab')} {...moment} />;
  const id = isCreativeId(creative.id) ? creative.id : 'coins';
  const lines = Array.from({ length: creative.scenes }, (_, index) => t(`${id}.line`, { scene: String(index + 1) }));
  return <Creative creativeId={id} strings={{ headline: t(`${id}.headline`), lines }} {...moment} />;
}
