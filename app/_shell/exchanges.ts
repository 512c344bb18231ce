import type { Exchange } from '@/components/gallery/types';
import type { Settings } from '@/lib/settings';
import type { ToolView } from '@/lib/tools';

type Priced = { kind: ToolView['kind']; models: readonly { price: number }[] };

/** What "auto" costs in the first tool of a kind that can run, credits; null where there is none. For a metered model, at most. */
export function runPriceOf(tools: readonly Priced[], kind: ToolView['kind']): number | null {
  return tools.find((tool) => tool.kind === kind && tool.models.length > 0)?.models[0]?.price ?? null;
}

/** What an ad of each kind is worth in runs. Where nothing makes films, a video ad is told in text runs. */
export function exchangesOf({ ads, prices }: Pick<Settings, 'ads' | 'prices'>, tools: readonly Priced[]): Exchange[] {
  const text = runPriceOf(tools, 'text') ?? prices.text.standard;
  const image = runPriceOf(tools, 'image') ?? prices.image.standard;
  const clip = runPriceOf(tools, 'video');
  return [
    { kind: 'text', ...ads.text, runPrice: text, of: 'text' },
    { kind: 'image', ...ads.image, runPrice: image, of: 'image' },
    { kind: 'video', ...ads.video, runPrice: clip ?? text, of: clip === null ? 'text' : 'video' },
  ];
}
