import type { RunFile, RunKind, RunView } from '../types';

/** A live link to one of the owner's results. */
export interface ShareView {
  slug: string;
  /** Where it leads, without the hub's own address: `/r/{slug}`. */
  path: string;
  /** What was typed is shown, too. */
  showInput: boolean;
  createdAt: string;
}

/** What somebody with the link sees: the result as its owner saw it, and nothing that says whose it is. */
export interface SharedRun {
  slug: string;
  toolId: string;
  kind: RunKind;
  output: { text?: string; files?: RunFile[]; segments?: RunView['output']['segments'] };
  /** Only where the owner chose so: texts alone, by the name of their field. */
  input: { id: string; text: string }[];
  /** "table" or "json" where the tool makes records. */
  format: string | null;
  modelLabel: string | null;
  demo: boolean;
  /** The day it was made, as YYYY-MM-DD in UTC. */
  day: string;
}
