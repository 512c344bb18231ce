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
