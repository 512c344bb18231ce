import type { ActionSpec } from '@/lib/http';
import { accountActionSpecs } from './account';
import { adminActionSpecs } from './admin';
import { adEarningActionSpecs } from './earnings';
import { adActionSpecs } from './ads';
import { authActionSpecs } from './auth';
import { batchActionSpecs } from './batches';
import { cacheActionSpecs } from './cache';
import { campaignActionSpecs } from './campaigns';
import { catalogActionSpecs } from './catalog';
import { consentActionSpecs } from './consent';
import { fraudActionSpecs } from './fraud';
import { riskActionSpecs } from './risk';
import { toolActionSpecs } from './run';
import { runActionSpecs } from './runs';
import { shellActionSpecs } from './shell';
import { supportActionSpecs } from './support';

/** Every server action there is; one that is not listed here fails the contract test. */
export const ACTION_SPECS: ActionSpec[] = [
  ...shellActionSpecs,
  ...consentActionSpecs,
  ...authActionSpecs,
  ...accountActionSpecs,
  ...toolActionSpecs,
  ...adActionSpecs,
  ...adEarningActionSpecs,
  ...runActionSpecs,
  ...batchActionSpecs,
  ...adminActionSpecs,
  ...campaignActionSpecs,
  ...catalogActionSpecs,
  ...cacheActionSpecs,
  ...supportActionSpecs,
  ...fraudActionSpecs,
  ...riskActionSpecs,
];
