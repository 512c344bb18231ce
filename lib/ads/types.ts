/** Client-safe shapes of the ads room, as the contract has them. Credits are JSON numbers, times are seconds. */
export type AdKind = 'text' | 'image' | 'video';

export const AD_KINDS: readonly AdKind[] = ['text', 'image', 'video'];

export interface Creative {
  id: string;
  kind: AdKind;
  /** How many scenes it shows while its view runs. */
  scenes: number;
}

export interface AdViewState {
  id: string;
  seconds: number;
  creative: Creative;
  watchedSeconds: number;
  positionSeconds: number;
}

export interface AdSessionView {
  id: string;
  token: string;
  kind: AdKind;
  network: string;
  watchSeconds: number;
  reward: number;
  views: AdViewState[];
  expiresAt: string;
}

export interface AdStatus {
  kinds: Record<AdKind, { watchSeconds: number; reward: number; views: number }>;
  /** `remaining` is 0 where any cap leaves nothing; `resetsAt` is when to come back then. */
  today: { earned: number; cap: number; remaining: number; resetsAt: string };
  /** The pause between two ads, and what is left of it now. */
  cooldownSeconds: number;
  cooldownLeftSeconds: number;
  session: AdSessionView | null;
}

/** The ads that would cover a gap. */
export interface AdOffer {
  kind: AdKind;
  watchSeconds: number;
  reward: number;
  count: number;
}

export interface AdProgress {
  watchedSeconds: number;
  requiredSeconds: number;
}

export interface AdClaim {
  reward: number;
  available: number;
  repeated: boolean;
}
