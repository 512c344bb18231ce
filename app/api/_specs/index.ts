import type { RouteSpec } from '@/lib/http';
import { accountSpecs } from './accounts';
import { adminSpecs } from './admin';
import { adCallbackSpecs } from './ad-callbacks';
import { adEarningSpecs } from './ad-earnings';
import { adSpecs } from './ads';
import { batchSpecs } from './batches';
import { campaignSpecs } from './campaigns';
import { catalogSpecs } from './catalog';
import { creditSpecs } from './credits';
import { fileSpecs } from './files';
import { fraudSpecs } from './fraud';
import { operationSpecs } from './operations';
import { resultSpecs } from './results';
import { sellerSpecs } from './sellers';
import { supportSpecs } from './support';
import { toolSpecs } from './tools';

/** Every method of every route; one that is not listed here fails the contract test. */
export const ROUTE_SPECS: readonly RouteSpec[] = [
  ...accountSpecs,
  ...toolSpecs,
  ...batchSpecs,
  ...fileSpecs,
  ...resultSpecs,
  ...creditSpecs,
  ...adSpecs,
  ...adEarningSpecs,
  ...adCallbackSpecs,
  ...campaignSpecs,
  ...adminSpecs,
  ...catalogSpecs,
  ...supportSpecs,
  ...fraudSpecs,
  ...operationSpecs,
  ...sellerSpecs,
];
