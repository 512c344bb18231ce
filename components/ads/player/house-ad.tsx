import { useMessages } from 'next-intl';
import { Creative } from '@/components/ads/creatives';
import type { Creative as CreativeFacts } from '@/lib/ads/types';

interface Words {
  headline: string;
  lines: string[];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The creative's words in the reader's language; a picture without words rather than none. */
function wordsOf(messages: unknown, id: string): Words {
  const ads = isRecord(messages) && isRecord(messages.ads) ? messages.ads : {};
  const all = isRecord(ads.creatives) ? ads.creatives : ads;
  const own = isRecord(all[id]) ? all[id] : {};
  const lines = isRecord(own.lines) ? Object.values(own.lines) : [];
  return {
    headline: typeof own.headline === 'string' ? own.headline : '',
    lines: lines.length > 0 ? lines.map(String) : [''],
  };
}

export interface HouseAdProps {
  creative: CreativeFacts;
  positionSeconds: number;
  totalSeconds: number;
  playing: boolean;
  reducedMotion: boolean;
}

/** A house ad at a moment of its time, with its words from the catalog. */
export function HouseAd({ creative, ...moment }: HouseAdProps) {
  const messages: unknown = useMessages();
  return <Creative creativeId={creative.id} strings={wordsOf(messages, creative.id)} {...moment} />;
}
