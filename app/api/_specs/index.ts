import type { RouteSpec } from '@/lib/http';
import { accountSpecs } from './accounts';
import { adminSpecs } from './admin';
import { adSpecs } from './ads';
import { catalogSpecs } from './catalog';
import { creditSpecs } from './credits';
import { operationSpecs } from './operations';
import { toolSpecs } from './tools';

/** Every method of every route; one that is not listed here fails the contract test. */
export const ROUTE_SPECS: readonly RouteSpec[] = [
  ...accountSpecs,
  ...toolSpecs,
  ...creditSpecs,
  ...adSpecs,
  ...adminSpecs,
  ...catalogSpecs,
  ...operationSpecs,
];
