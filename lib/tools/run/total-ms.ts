import type { RunKind } from '@/lib/runs/types';
import type { Settings } from '@/lib/settings';

/** How long a run of this kind may take in all: films are made in minutes. */
export function totalMsOf({ runs }: Pick<Settings, 'runs'>, kind: RunKind): number {
  return kind === 'video' ? runs.videoMs : runs.totalMs;
}
