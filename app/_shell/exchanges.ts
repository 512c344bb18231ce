import type { Exchange } from '@/components/gallery/types';
import type { Settings } from '@/lib/settings';

/** What an ad of each kind is worth in standard runs. Nothing makes videos yet, so a video ad is told in text runs. */
export function exchangesOf({ ads, prices }: Pick<Settings, 'ads' | 'prices'>): Exchange[] {
  return [
    { kind: 'text', ...ads.text, runPrice: prices.text.standard, of: 'text' },
    { kind: 'image', ...ads.image, runPrice: prices.image.standard, of: 'image' },
    { kind: 'video', ...ads.video, runPrice: prices.text.standard, of: 'text' },
  ];
}
