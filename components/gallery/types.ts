import type { RunKind } from '@/lib/runs/types';

/** What a card says about a tool. */
export interface GalleryTool {
  id: string;
  name: string;
  kind: RunKind;
  description: string;
  price: { from: number; to: number };
}

/** What one ad of a kind takes, and what it is worth. */
export interface Exchange {
  kind: 'text' | 'image' | 'video';
  watchSeconds: number;
  reward: number;
  /** What a standard run costs; `of` is the kind of run, since a video ad may pay for several text runs. */
  runPrice: number;
  of: 'text' | 'image';
}
