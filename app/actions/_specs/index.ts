import type { ActionSpec } from '@/lib/http';
import { accountActionSpecs } from './account';
import { adminActionSpecs } from './admin';
import { adActionSpecs } from './ads';
import { authActionSpecs } from './auth';
import { batchActionSpecs } from './batches';
import { cacheActionSpecs } from './cache';
import { catalogActionSpecs } from './catalog';
import { toolActionSpecs } from './run';
import { runActionSpecs } from './runs';
import { shellActionSpecs } from './shell';
import { supportActionSpecs } from './support';

/** Every server action there is; one that is not listed here fails the contract test. */
export const ACTION_SPECS: ActionSpec[] = [
  ...shellActionSpecs,
  ...authActionSpecs,
  ...accountActionSpecs,
  ...toolActionSpecs,
  ...adActionSpecs,
  ...runActionSpecs,
  ...batchActionSpecs,
  ...adminActionSpecs,
  ...catalogActionSpecs,
  ...cacheActionSpecs,
  ...supportActionSpecs,
];
