import { BALANCES } from './balances';
import { CHAIN } from './chain';
import { FOLLOWERS_OF_RUNS } from './followers';
import { HOLDS } from './holds';
import type { Invariant } from './invariant';
import { LOTS } from './lots';
import { POSTINGS } from './postings';
import { ROYALTIES } from './royalties';

export type { Invariant } from './invariant';

/** Everything that must hold at any instant, recomputed from what is stored. */
export const INVARIANTS: readonly Invariant[] = [
  ...POSTINGS,
  ...BALANCES,
  ...LOTS,
  ...HOLDS,
  ...FOLLOWERS_OF_RUNS,
  ...ROYALTIES,
  ...CHAIN,
];
