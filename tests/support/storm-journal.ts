import type { FaultKind } from './chaos-plan';

/** What a storm of the long form meets: one in eight statements. */
export const STORM_FAULTS = {
  probability: 0.12,
  server: { cut: 3, lost: 5, undone: 2, delay: 2, ended: 1 },
  embedded: { cut: 3, lost: 5, undone: 2, delay: 1 },
} as const;

interface Line {
  life: number;
  index?: number;
  outcome?: string;
  hits?: Record<FaultKind, number>;
  failed?: number;
}

export interface Journal {
  told: Map<number, string>;
  /** The number of the next life. */
  life: number;
  hits: Record<FaultKind, number>;
  /** Sendings that got no answer, over all lives. */
  failed: number;
}

/** Answers that lives of a storm have written down. A kill may leave half a line at the end of each: it was never told. */
export function readJournal(text: string): Journal {
  const told = new Map<number, string>();
  const lastOf = new Map<number, Line>();
  for (const row of text.split('\n')) {
    if (!row.startsWith('{"life"') || !row.endsWith('}')) continue;
    const line = JSON.parse(row) as Line;
    if (line.index === undefined || line.outcome === undefined) continue;
    told.set(line.index, line.outcome);
    lastOf.set(line.life, line);
  }
  const lives = [...lastOf.values()];
  const sum = (kind: FaultKind) => lives.reduce((total, { hits }) => total + (hits?.[kind] ?? 0), 0);
  return {
    told,
    life: Math.max(-1, ...lastOf.keys()) + 1,
    hits: {
      cut: sum('cut'),
      lost: sum('lost'),
      undone: sum('undone'),
      delay: sum('delay'),
      ended: sum('ended'),
    },
    failed: lives.reduce((total, line) => total + (line.failed ?? 0), 0),
  };
}
