import { useTranslations } from 'next-intl';
import { Creative, isCreativeId } from '@/components/ads/creatives';
import type { Creative as CreativeFacts } from '@/lib/ads/types';

export interface HouseAdProps {
  creative: CreativeFacts;
  positionSeconds: number;
  totalSeconds: number;
  playing: boolean;
  reducedMotion: boolean;
}

/** A house ad at a moment of its time, with its words from the catalog: one line per scene. */
export function HouseAd({ creative, ...moment }: HouseAdProps) {
  const t = useTranslations('creatives');
  const id = isCreativeId(creative.id) ? creative.id : 'coins';
  const lines = Array.from({ length: creative.scenes }, (_, index) => t(`${id}.line`, { scene: String(index + 1) }));
  return <Creative creativeId={id} strings={{ headline: t(`${id}.headline`), lines }} {...moment} />;
}
