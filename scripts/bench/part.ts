import type { Grounds } from './grounds';

/** One line of a part's table. Rows without a goal are there to judge the others by. */
export interface Row {
  what: string;
  measured: string;
  /** What must be reached, such as "≥ 0.25". */
  goal?: string;
  reached?: boolean;
}

export interface Timing {
  quick: boolean;
  /** Before anything counts. */
  warmSeconds: number;
  /** Of one contestant in one round. */
  seconds: number;
  rounds: number;
}

export interface Bench {
  grounds: Grounds;
  timing: Timing;
  note(row: Row): void;
}

/** One thing that is measured: a section of BENCH.md, a value of `--only`. */
export interface Part {
  id: string;
  title: string;
  /** How it is measured and what is counted, for the reader of the table. */
  method(timing: Timing): string;
  run(bench: Bench): Promise<void>;
}

export const atLeast = (value: number, reach: number): Pick<Row, 'goal' | 'reached'> => ({
  goal: `≥ ${reach}`,
  reached: value >= reach,
});

export const atMost = (value: number, reach: number, unit = ''): Pick<Row, 'goal' | 'reached'> => ({
  goal: `≤ ${reach}${unit}`,
  reached: value <= reach,
});

export const noPortkey: Row = { what: 'Portkey', measured: 'could not be installed here: no ratio' };
