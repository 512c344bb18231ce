import type { RouteSpec } from '@/lib/http';
import { accountSpecs } from './accounts';
import { adminSpecs } from './admin';
import { adSpecs } from './ads';
import { batchSpecs } from './batches';
import { catalogSpecs } from './catalog';
import { creditSpecs } from './credits';
import { fileSpecs } from './files';
import { operationSpecs } from './operations';
import { resultSpecs } from './results';
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
  ...adminSpecs,
  ...catalogSpecs,
  ...supportSpecs,
  ...operationSpecs,
];
