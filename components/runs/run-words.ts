import type { BadgeTone } from '@/components/ui/badge';
import type { RunStatus, RunView } from '@/lib/runs/types';

export const STATUS_TONES: Record<RunStatus, BadgeTone> = {
  running: 'accent',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

const MOST = 140;

/** What a run is called in a list: the beginning of what was typed, on one line. Empty when nothing is left of it. */
export function runTitle(run: Pick<RunView, 'input'>): string {
  const words = [run.input.prompt, run.input.text, ...Object.values(run.input)].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  if (typeof words !== 'string') return '';
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > MOST ? `${line.slice(0, MOST - 1).trimEnd()}…` : line;
}
