import type { RunKind } from '@/lib/runs/types';
import type { ToolGroup } from '@/lib/tools/types';

/** What a card says about a tool. */
export interface GalleryTool {
  id: string;
  name: string;
  kind: RunKind;
  group: ToolGroup;
  description: string;
  price: { from: number; to: number };
  /** How many ads pay for its least price; null where none would. */
  ads: number | null;
  /** Why it cannot be run on this hub; null where it can. */
  unavailable: string | null;
}

/** What the reader looks for. */
export interface Sought {
  q: string;
  kind: RunKind | null;
}

/** What one ad of a kind takes, and what it is worth. */
export interface Exchange {
  kind: 'text' | 'image' | 'video';
  watchSeconds: number;
  reward: number;
  /** What a standard run costs; `of` is the kind of run, since a video ad may pay for several text runs. */
  runPrice: number;
  of: 'text' | 'image' | 'video';
}
