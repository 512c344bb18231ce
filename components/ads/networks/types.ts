/** Whether there is an ad to show. `blocked`: its script did not come, broke, or gave no answer in time. */
export type LoadOutcome = 'ready' | 'no_fill' | 'blocked' | 'error';

/**
 * What happens to an ad that is shown: `granted` when the network says the reward is due, `closed` when nothing of it is on
 * screen any more, `failed` when it never came to it. In any order; `granted` may come late.
 */
export type NetworkEvent = 'granted' | 'closed' | 'failed';

/** One ad of one network, for one view: asked for once, shown once by the user's click. */
export interface NetworkAd {
  /** Never rejects; answers within the time limit. */
  load(): Promise<LoadOutcome>;
  show(): void;
  /** Takes everything of it off the page. What the network still says afterwards is heard, as far as it counts. */
  dispose(): void;
}

/** Of the window that ads are shown in: what the adapters need. */
export interface AdWindow {
  document: Pick<Document, 'createElement' | 'head' | 'querySelector'>;
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(timer: number): void;
}

export interface NetworkAdInput<W extends AdWindow = AdWindow> {
  window: W;
  /** The address of its script; none where the app around the page shows it. */
  scriptUrl?: string;
  /** The ad unit or client id of the hub. */
  unit: string;
  sessionId: string;
  /** Whose session it is, where the network signs that. */
  userId?: string;
  on(event: NetworkEvent): void;
  /** How long `load` waits. */
  timeoutMs?: number;
}

export const LOAD_TIMEOUT_MS = 8_000;
