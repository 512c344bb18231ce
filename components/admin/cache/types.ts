/** Figures of kept answers, as the operator's API tells them. */
export interface Figures {
  runs: number;
  own: number;
  shared: number;
  joined: number;
  hitRate: number;
  savedUsd: number;
  earned: number;
}

/** How one tool keeps its answers, as the settings stand. */
export interface CacheRuleRow {
  toolId: string;
  name: string;
  /** The tool's own hours; null where those of all tools hold. */
  ownHours: number | null;
  shareable: boolean;
  shares: boolean;
}
